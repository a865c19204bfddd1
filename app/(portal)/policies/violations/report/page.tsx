import type { Metadata } from "next";
import Link from "next/link";
import { ActionForm } from "@/components/form/action-form";
import { ViolationFields } from "@/components/policies/violation-fields";
import { Page, PageHead } from "@/components/shell/page";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { PolicyTabs } from "../../policy-tabs";
import { reportViolationAction } from "../actions";

export const metadata: Metadata = { title: "Report a violation" };

export default async function ReportViolationPage() {
  const { actor, organization } = await requireSession();
  return (
    <Page width="form">
      <PageHead
        title="Report a violation"
        lead="Tell compliance about broken rules. You need no proof, only an honest concern."
      />
      <PolicyTabs actor={actor} />
      <Alert
        tone="info"
        title="Your name goes with this report"
        action={
          <Button asChild variant="secondary">
            <Link href={`/p/${organization.slug}/report`}>Report anonymously instead</Link>
          </Button>
        }
      >
        To stay unknown, use the anonymous form; best on a device and a network that are not the organisation's.
      </Alert>
      <ActionForm
        action={reportViolationAction}
        organizationId={actor.organizationId}
        submitLabel="Send report"
        pendingLabel="Sending…"
        next="You hear within 7 days that it was received, and within 3 months after that what was done."
      >
        <ViolationFields />
      </ActionForm>
    </Page>
  );
}
