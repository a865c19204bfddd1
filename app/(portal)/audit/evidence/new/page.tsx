import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { fileSize } from "@/components/audit/file-size";
import { FileUpload } from "@/components/audit/file-upload";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { largestFile } from "@/lib/platform/storage/receive-file";
import { collectEvidenceAction } from "../actions";
import { FactFields } from "../fact-fields";

export const metadata: Metadata = { title: "Add evidence" };

export default async function NewEvidencePage() {
  const { actor } = await requireSession();
  if (!mayDo(actor, "evidence:collect")) forbidden();
  const largest = largestFile();
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
        next="It begins as a draft. Once you submit it, somebody else approves it; it is checked every night."
        secondary={<TextLink href="/audit/evidence">Cancel</TextLink>}
      >
        <FileUpload
          url="/api/v1/audit/evidence/files"
          largest={largest}
          label="File"
          help={`At most ${fileSize(largest)}. Choose it or drop it here.`}
        />
        <FactFields />
      </ActionForm>
    </Page>
  );
}
