import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ActionForm } from "@/components/form/action-form";
import { RadioField, SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { exemptionChoices } from "@/lib/policies/exemptions/queries";
import { requestExemptionAction } from "../../officer-actions";

export const metadata: Metadata = { title: "Ask for an exception" };

export default async function NewExceptionPage({ searchParams }: { searchParams: Search }) {
  const { actor } = await requireSession();
  const policies = await pageResult(() => exemptionChoices(actor, {}));
  const { policy } = await readParams(z.object({ policy: z.uuid() }), searchParams);
  return (
    <Page width="form">
      <PageHead
        title="Ask for an exception"
        lead="Somebody else decides. It ends on its last day, at the latest in a year."
      />
      <ActionForm
        action={requestExemptionAction}
        organizationId={actor.organizationId}
        submitLabel="Ask"
        next="An approver or a compliance officer decides. Until then the policy applies."
        secondary={
          <Button asChild variant="secondary">
            <Link href="/policies/exceptions">Cancel</Link>
          </Button>
        }
      >
        <SelectField
          name="policyId"
          label="Policy"
          placeholder="Choose a policy"
          defaultValue={policy}
          choices={policies.map(({ id, reference, title }) => ({ value: id, label: `${reference} ${title}` }))}
        />
        <RadioField
          name="kind"
          label="What it is"
          defaultValue="exemption"
          choices={[
            { value: "exemption", label: "A person need not acknowledge it" },
            { value: "exception", label: "A rule of it is not followed somewhere" },
          ]}
        />
        <TextField
          name="personEmail"
          label="Whose (email)"
          type="email"
          optional
          help="Leave it empty when it is for yourself."
        />
        <TextField
          name="scope"
          label="Which rule, and where"
          optional
          maxLength={200}
          help="For a rule that is not followed, such as “Encryption: the scanner in room 12”."
        />
        <TextareaField name="reason" label="Why" rows={3} />
        <TextareaField name="compensatingMeasure" label="What is done instead" rows={3} />
        <TextField name="expiresOn" label="Last day" type="date" />
      </ActionForm>
    </Page>
  );
}
