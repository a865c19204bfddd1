import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { FileUpload } from "@/components/audit/file-upload";
import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { EvidenceType, evidenceTypeLabels } from "@/lib/audit/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { collectEvidenceAction } from "../actions";

export const metadata: Metadata = { title: "Add evidence" };

const types = EvidenceType.options.map((value) => ({ value, label: evidenceTypeLabels[value] }));

export default async function NewEvidencePage() {
  const { actor } = await requireSession();
  if (!mayDo(actor, "evidence:collect")) forbidden();
  return (
    <Page width="form">
      <PageHead
        title="Add evidence"
        lead="The portal hashes and encrypts the file as it arrives. Its bytes never change afterwards: a correction is a new version."
      />
      <ActionForm
        action={collectEvidenceAction}
        organizationId={actor.organizationId}
        submitLabel="Add evidence"
        pendingLabel="Adding…"
        next="It is kept for seven years from the end of its period and checked every night."
        secondary={<TextLink href="/audit/evidence">Cancel</TextLink>}
      >
        <FileUpload url="/api/v1/audit/evidence/files" label="File" help="At most 2 GiB. Choose it or drop it here." />
        <TextField name="title" label="What it proves" maxLength={160} />
        <SelectField name="type" label="Type" choices={types} defaultValue="control_test" />
        <TextField
          name="controlIds"
          label="Controls"
          help="Requirement ids of any framework, with commas: CC6.1, A.5.15"
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField name="effectiveFrom" label="True from" type="date" />
          <TextField
            name="effectiveTo"
            label="True until"
            type="date"
            help="When the fact held, not when you upload it."
          />
        </div>
        <TextField name="sourceSystem" label="Source system" optional maxLength={120} />
        <TextareaField name="description" label="Description" optional rows={4} maxLength={4000} />
      </ActionForm>
    </Page>
  );
}
