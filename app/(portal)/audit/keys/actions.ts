"use server";

import { adoptDestruction } from "@/lib/audit/keys/adopt";
import { approveDestruction } from "@/lib/audit/keys/approve";
import { proposeErasure } from "@/lib/audit/keys/propose-erasure";
import { withdrawDestruction } from "@/lib/audit/keys/withdraw";
import { defineAction } from "@/lib/platform/http/define-action";

export const proposeErasureAction = defineAction(proposeErasure, { redirectTo: ({ id }) => `/audit/keys/${id}` });
export const adoptDestructionAction = defineAction(adoptDestruction, {
  message: "Put forward. Nothing is destroyed until somebody else approves.",
});
export const approveDestructionAction = defineAction(approveDestruction, {
  message: ({ kind }) =>
    kind === "subject" ? "Erased. The proofs stay." : "Approved. The portal destroys the keys step by step.",
});
export const withdrawDestructionAction = defineAction(withdrawDestruction, {
  message: "Withdrawn. Nothing was destroyed.",
});
