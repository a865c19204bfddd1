"use server";

import { addVersion } from "@/lib/audit/evidence/add-version";
import { collectEvidence } from "@/lib/audit/evidence/collect";
import { approveEvidence, rejectEvidence } from "@/lib/audit/evidence/decide";
import { editEvidence } from "@/lib/audit/evidence/edit";
import { extendRetention } from "@/lib/audit/evidence/extend-retention";
import { recordGround } from "@/lib/audit/evidence/record-ground";
import { submitEvidence } from "@/lib/audit/evidence/submit";
import { measure, recordIntegrity } from "@/lib/audit/evidence/verify";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { defineAction } from "@/lib/platform/http/define-action";

const page = ({ id }: { id: string }) => `/audit/evidence/${id}`;

export const collectEvidenceAction = defineAction(collectEvidence, { redirectTo: page });
export const editEvidenceAction = defineAction(editEvidence, { redirectTo: page });
export const addVersionAction = defineAction(addVersion, { redirectTo: page });
export const extendRetentionAction = defineAction(extendRetention, { redirectTo: page });
export const recordGroundAction = defineAction(recordGround, { redirectTo: page });

export const submitEvidenceAction = defineAction(submitEvidence, {
  message: "Handed in. Somebody else decides about it.",
});
export const approveEvidenceAction = defineAction(approveEvidence, { message: "Approved." });
export const rejectEvidenceAction = defineAction(rejectEvidence, { message: "Rejected. The reason is on record." });

/** The state is measured here, on the stored bytes; nothing of it comes from the form but which file to look at. */
export const verifyEvidenceAction = defineAction(recordIntegrity, {
  input: async (form, actor) =>
    mayDo(actor, "evidence:verify") ? measure(actor, String(form.id), Number(form.version)) : {},
  message: ({ state }) =>
    state === "verified"
      ? "Checked just now: the stored file is what was collected."
      : "The check failed. It is on record as an integrity failure, and an alert was raised.",
});
