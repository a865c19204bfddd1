import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { HttpSourceCadence, httpSourceCadenceLabels } from "@/lib/audit/collectors/http/schema";
import { EvidenceType, evidenceTypeLabels } from "@/lib/audit/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { addHttpSourceAction } from "../actions";

export const metadata: Metadata = { title: "Add a source" };

const types = EvidenceType.options.map((value) => ({ value, label: evidenceTypeLabels[value] }));
const cadences = HttpSourceCadence.options.map((value) => ({ value, label: httpSourceCadenceLabels[value] }));

export default async function NewSourcePage() {
  const { actor } = await requireSession();
  if (!mayDo(actor, "collector:manage")) forbidden();
  return (
    <Page width="form">
      <PageHead
        title="Add a source"
        lead="Another system that answers JSON over HTTP. What it says becomes evidence, on a schedule or by hand."
      />
      <ActionForm
        action={addHttpSourceAction}
        organizationId={actor.organizationId}
        submitLabel="Add source"
        pendingLabel="Adding…"
        next="It is asked within the hour, and then once in each period. Private addresses are refused unless the operator allows them."
        secondary={<TextLink href="/audit/collectors">Cancel</TextLink>}
      >
        <TextField name="title" label="What it shows" maxLength={120} />
        <TextareaField name="description" label="Description" optional rows={3} maxLength={2000} />
        <TextField name="url" label="Address" type="url" help="Begins with https://" maxLength={2000} />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField name="headerName" label="Header" optional help="Such as Authorization." maxLength={80} />
          <TextField
            name="headerSecret"
            label="Its value"
            optional
            type="password"
            autoComplete="off"
            help="Kept encrypted and never shown again."
            maxLength={2000}
          />
        </div>
        <TextField
          name="jsonPath"
          label="JSON path"
          defaultValue="$"
          help="Where the rows stand in the answer: $.users[*]. $ means the whole."
          maxLength={500}
        />
        <SelectField name="cadence" label="How often" choices={cadences} defaultValue="weekly" />
        <SelectField name="evidenceType" label="Type of evidence" choices={types} defaultValue="control_test" />
        <TextField
          name="controlIds"
          label="Controls"
          help="Requirement ids of any framework, with commas: CC6.1, A.5.15"
        />
      </ActionForm>
    </Page>
  );
}
