"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import { acknowledgePolicy } from "@/lib/policies/acknowledge-policy";
import { commentOnPassage } from "@/lib/policies/comment-on-passage";
import { draftPolicy } from "@/lib/policies/draft-policy";
import { editDraft } from "@/lib/policies/edit-draft";
import { publishVersion } from "@/lib/policies/publish-version";
import { approveVersion, sendBackVersion } from "@/lib/policies/review-version";
import { revisePolicy } from "@/lib/policies/revise-policy";
import { submitVersion } from "@/lib/policies/submit-version";
import { writingOf } from "./writing-form";

const toPolicy = ({ policyId }: { policyId: string }) => `/policies/${policyId}`;

export const draftPolicyAction = defineAction(draftPolicy, { input: writingOf, redirectTo: toPolicy });
export const editDraftAction = defineAction(editDraft, { input: writingOf, redirectTo: toPolicy });
export const submitVersionAction = defineAction(submitVersion, { redirectTo: toPolicy });
export const approveVersionAction = defineAction(approveVersion, { redirectTo: toPolicy });
export const sendBackVersionAction = defineAction(sendBackVersion, { redirectTo: toPolicy });
export const commentOnPassageAction = defineAction(commentOnPassage, {
  redirectTo: ({ policyId, versionId, position }) => `/policies/${policyId}?version=${versionId}#passage-${position}`,
});
export const publishVersionAction = defineAction(publishVersion, { redirectTo: toPolicy });
export const revisePolicyAction = defineAction(revisePolicy, {
  redirectTo: ({ policyId }) => `/policies/${policyId}/edit`,
});
export const acknowledgePolicyAction = defineAction(acknowledgePolicy, {
  redirectTo: ({ id }) => `/policies/receipts/${id}`,
});
