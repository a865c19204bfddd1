"use server";

import { collectEvidence } from "@/lib/audit/evidence/collect";
import { measure, recordIntegrity } from "@/lib/audit/evidence/verify";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { defineAction } from "@/lib/platform/http/define-action";

export const collectEvidenceAction = defineAction(collectEvidence, { redirectTo: ({ id }) => `/audit/evidence/${id}` });

/** The state is measured here, on the stored bytes; nothing of it comes from the form but which file to look at. */
export const verifyEvidenceAction = defineAction(recordIntegrity, {
  input: async (form, actor) =>
    mayDo(actor, "evidence:verify") ? measure(actor, String(form.id), Number(form.version)) : {},
  message: ({ state }) =>
    state === "verified"
      ? "Checked just now: the stored file is what was collected."
      : "The check failed. It is on record as an integrity failure.",
});
