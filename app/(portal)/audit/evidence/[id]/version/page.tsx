import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { pageResult } from "@/app/page-errors";
import { fileSize } from "@/components/audit/file-size";
import { FileUpload } from "@/components/audit/file-upload";
import { ActionForm } from "@/components/form/action-form";
import { CheckboxField } from "@/components/form/choice-field";
import { TextareaField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { readEvidence } from "@/lib/audit/evidence/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { largestFile } from "@/lib/platform/storage/receive-file";
import { addVersionAction } from "../../actions";

export const metadata: Metadata = { title: "Add a version" };

export default async function NewVersionPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor } = await requireSession();
  if (!mayDo(actor, "evidence:collect")) forbidden();
  const { id } = await params;
  const { evidence } = await pageResult(() => readEvidence(actor, { id }));
  return (
    <Page width="form">
      <PageHead
        title="Add a version"
        reference={evidence.reference}
        lead={`Of “${evidence.title}”. It begins as a draft; an approved version stays approved until this one is.`}
      />
      <ActionForm
        action={addVersionAction}
        organizationId={actor.organizationId}
        hidden={{ id, version: evidence.versions[0]?.number ?? 1 }}
        submitLabel="Add version"
        pendingLabel="Adding…"
        secondary={<TextLink href={`/audit/evidence/${id}`}>Cancel</TextLink>}
      >
        <FileUpload
          url="/api/v1/audit/evidence/files"
          largest={largestFile()}
          label="File"
          help={`At most ${fileSize(largestFile())}. Choose it or drop it here.`}
        />
        <TextareaField name="changeNote" label="What changed and why" rows={3} maxLength={2000} />
        <CheckboxField
          name="redacts"
          optional
          label="This version is redacted"
          help="When somebody else approves it, the content of every earlier version is destroyed for good. Their names, hashes and custody stay. Not possible under a legal hold."
        />
      </ActionForm>
    </Page>
  );
}
