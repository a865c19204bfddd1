import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { RadioField } from "@/components/form/choice-field";
import { ViolationFields } from "@/components/policies/violation-fields";
import { Page, PageHead } from "@/components/shell/page";
import { requireSession } from "@/lib/platform/auth/actor";
import { violationChoices } from "@/lib/policies/violations/queries";
import { recordViolationAction } from "../actions";
import { JudgementFields } from "../judgement-fields";

export const metadata: Metadata = { title: "Record a violation" };

export default async function NewViolationPage() {
  const { actor } = await requireSession();
  const { policies } = await pageResult(() => violationChoices(actor, {}));
  return (
    <Page width="form">
      <PageHead title="Record a violation" lead="Seen in an audit, or told to you in another way." />
      <ActionForm
        action={recordViolationAction}
        organizationId={actor.organizationId}
        submitLabel="Record violation"
        pendingLabel="Recording…"
        next="A critical one is mailed to all compliance officers at once."
      >
        <RadioField
          name="detection"
          label="How was it found?"
          defaultValue="audit"
          choices={[
            { value: "audit", label: "In an audit" },
            { value: "reported", label: "Somebody told me" },
          ]}
        />
        <ViolationFields />
        <JudgementFields policies={policies} />
      </ActionForm>
    </Page>
  );
}
