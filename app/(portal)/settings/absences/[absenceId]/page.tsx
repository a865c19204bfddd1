import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { absenceById } from "@/lib/platform/people/absences/queries";
import { daysWords } from "@/lib/platform/people/absences/rules";
import { AbsenceForm } from "../absence-form";

export const metadata: Metadata = { title: "Absence" };

export default async function AbsencePage({ params }: { params: Promise<{ absenceId: string }> }) {
  const { actor } = await requireSession();
  const { absenceId } = await params;
  const absence = await pageResult(() => absenceById(actor, { absenceId }));
  return (
    <Page width="form">
      <PageHead title={absence.own ? "Your absence" : `Absence of ${absence.person}`} lead={daysWords(absence)} />
      {absence.mayChange ? (
        <AbsenceForm organizationId={actor.organizationId} absence={absence} />
      ) : (
        <Alert tone="info" title={absence.state === "withdrawn" ? "Withdrawn" : "Only somebody else changes it"}>
          {absence.state === "withdrawn"
            ? "It is kept, and no longer counts."
            : "It is changed by the manager, or by whoever keeps the people of the organisation."}
        </Alert>
      )}
      <TextLink href="/settings/absences">All absences</TextLink>
    </Page>
  );
}
