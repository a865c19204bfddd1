"use server";

import { checkLog } from "@/lib/audit/check/check-log";
import { recordLogCheck } from "@/lib/audit/check/record-check";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { defineAction } from "@/lib/platform/http/define-action";

/** The finding is measured here, on the rows as they stand; nothing of it comes from the form. */
export const checkLogAction = defineAction(recordLogCheck, {
  input: async (_form, actor) => (mayDo(actor, "log:verify") ? checkLog(actor.organizationId) : {}),
  message: ({ state, size, index, message }) =>
    state === "verified"
      ? `Checked just now: ${size} events and their columns are as they were signed.`
      : `The check failed${index === null ? "" : ` at index ${index}`}. ${message ?? ""} It is on record as an integrity failure.`,
});
