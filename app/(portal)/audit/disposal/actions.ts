"use server";

import { approveDisposal, refuseDisposal, requestDisposal } from "@/lib/audit/disposal/decide";
import { proposeDisposal } from "@/lib/audit/disposal/propose";
import { defineAction } from "@/lib/platform/http/define-action";

export const proposeDisposalAction = defineAction(proposeDisposal, {
  redirectTo: ({ id }) => `/audit/disposal/${id}`,
});
export const requestDisposalAction = defineAction(requestDisposal, {
  message: "Requested. Nothing is destroyed until somebody else approves.",
});
export const approveDisposalAction = defineAction(approveDisposal, {
  message: "Approved. The portal destroys the content piece by piece.",
});
export const refuseDisposalAction = defineAction(refuseDisposal, { message: "Refused. Nothing was destroyed." });
