import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { readEvidence } from "@/lib/audit/evidence/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { editEvidenceAction } from "../../actions";
import { FactFields } from "../../fact-fields";

export const metadata: Metadata = { title: "Correct evidence" };

export default async function EditEvidencePage({ params }: { params: Promise<{ id: string }> }) {
  const { actor } = await requireSession();
  if (!mayDo(actor, "evidence:collect")) forbidden();
  const { id } = await params;
  const { evidence } = await pageResult(() => readEvidence(actor, { id }));
  return (
    <Page width="form">
      <PageHead
        title="Correct the facts"
        reference={evidence.reference}
        lead="Possible as long as it is a draft. The file itself does not change: another file is a new version."
      />
      <ActionForm
        action={editEvidenceAction}
        organizationId={actor.organizationId}
        hidden={{ id }}
        submitLabel="Save"
        pendingLabel="Saving…"
        next="What it said before stands in the chain of custody."
        secondary={<TextLink href={`/audit/evidence/${id}`}>Cancel</TextLink>}
      >
        <FactFields given={evidence} />
      </ActionForm>
    </Page>
  );
}
