import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { countWords } from "@/components/table/list-url";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { audienceChoices } from "@/lib/policies/queries/audience-choices";
import { audienceSize } from "@/lib/policies/queries/audience-size";
import { policyDetail } from "@/lib/policies/queries/policy-detail";
import { mappingEntries } from "@/lib/policies/writing/mapping-line";
import { editDraftAction } from "../../actions";
import { AudienceFields } from "../../audience-fields";
import { Autosave } from "../../editor/autosave";
import { ImportDocument } from "../../editor/import-document";
import { RequirementsField } from "../../editor/requirements-field";
import { ChangeFields, VersionFields } from "../../writing-fields";

import { CommentList } from "../comments";

export const metadata: Metadata = { title: "Edit a draft" };

export default async function EditDraftPage({ params }: { params: Promise<{ policyId: string }> }) {
  const { actor, organization } = await requireSession();
  const { policyId } = await params;
  const choices = await pageResult(() => audienceChoices(actor, {}));
  const policy = await pageResult(() => policyDetail(actor, { policyId }));
  const draft = policy.versions.find(({ status }) => status === "draft");
  if (!draft) notFound();
  const { people } = await pageResult(() => audienceSize(actor, { versionId: draft.id }));
  return (
    <Page width="reading">
      <PageHead
        title={`Edit version ${draft.number}`}
        reference={policy.reference}
        lead="Whoever saves a change of the text becomes one of its editors and cannot approve it."
      />
      {draft.comments.length > 0 ? (
        <details open className="rounded-lg border border-border bg-card">
          <summary className="min-h-11 px-4 py-3 font-medium">
            {countWords(draft.comments.length, "comment")} by reviewers
          </summary>
          <div className="border-t border-border px-4 py-4">
            <CommentList comments={draft.comments} zone={organization.timeZone} quoted />
          </div>
        </details>
      ) : null}
      <ActionForm
        action={editDraftAction}
        organizationId={actor.organizationId}
        hidden={{ versionId: draft.id }}
        className="max-w-none"
        submitLabel="Save draft"
        draft={false}
        secondary={<TextLink href={`/policies/${policyId}`}>Cancel</TextLink>}
      >
        <VersionFields version={draft} policyId={policyId} />
        {draft.number > 1 ? <ChangeFields version={draft} /> : null}
        <RequirementsField defaultValue={mappingEntries(draft.requirementIds, draft.sections).join(", ")} />
        <AudienceFields choices={choices} rules={draft.audience} people={people} />
        <Autosave
          key={draft.id}
          policyId={policyId}
          versionId={draft.id}
          revision={draft.revision}
          zone={organization.timeZone}
        />
      </ActionForm>
      <ImportDocument draft={{ policyId, versionId: draft.id, revision: draft.revision }} />
    </Page>
  );
}
