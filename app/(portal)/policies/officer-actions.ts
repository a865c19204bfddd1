"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import { decideExemption, endExemption } from "@/lib/policies/exemptions/decide-exemption";
import { requestExemption } from "@/lib/policies/exemptions/request-exemption";
import { addToGroup, archiveGroup, removeFromGroup, saveGroup } from "@/lib/policies/groups/groups";
import { recordMeeting } from "@/lib/policies/meetings/record-meeting";
import { changePolicySettings } from "@/lib/policies/settings/change-settings";
import { confirmEmergency, publishEmergency } from "@/lib/policies/time/publish-emergency";
import { retirePolicy } from "@/lib/policies/time/retire-policy";
import { reviewPolicy } from "@/lib/policies/time/review-policy";
import { listOf } from "./writing-form";

const toPolicy = ({ policyId }: { policyId: string }) => `/policies/${policyId}`;
const toExceptions = () => "/policies/exceptions";
const toGroup = ({ groupId }: { groupId: string }) => `/policies/groups/${groupId}`;

export const publishEmergencyAction = defineAction(publishEmergency, { redirectTo: toPolicy });
export const confirmEmergencyAction = defineAction(confirmEmergency, { redirectTo: toPolicy });
export const retirePolicyAction = defineAction(retirePolicy, { redirectTo: toPolicy });
export const reviewPolicyAction = defineAction(reviewPolicy, { redirectTo: toPolicy });
export const recordMeetingAction = defineAction(recordMeeting, { redirectTo: toPolicy });
export const requestExemptionAction = defineAction(requestExemption, { redirectTo: toExceptions });
export const decideExemptionAction = defineAction(decideExemption, { redirectTo: toExceptions });
export const endExemptionAction = defineAction(endExemption, { redirectTo: toExceptions });
export const saveGroupAction = defineAction(saveGroup, { redirectTo: toGroup });
export const addToGroupAction = defineAction(addToGroup, { redirectTo: toGroup });
export const removeFromGroupAction = defineAction(removeFromGroup, { redirectTo: toGroup });
export const archiveGroupAction = defineAction(archiveGroup, { redirectTo: () => "/policies/groups" });
export const changeSettingsAction = defineAction(changePolicySettings, {
  input: ({ tags, ...fields }) => ({ ...fields, tags: listOf(tags) }),
  redirectTo: toPolicy,
});
