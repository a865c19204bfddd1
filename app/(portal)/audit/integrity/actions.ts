"use server";

import { checkLog } from "@/lib/audit/check/check-log";
import { confirmMend, dismissMend, proposeMend, uncleanedColumns } from "@/lib/audit/check/mend-columns";
import { recordLogCheck } from "@/lib/audit/check/record-check";
import { confirmClosing, dismissClosing } from "@/lib/audit/log/decide-closing";
import { orderLogKey } from "@/lib/audit/log/order-key";
import { proposeClosing } from "@/lib/audit/log/propose-closing";
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

export const proposeClosingAction = defineAction(proposeClosing, {
  message: "Proposed. Somebody else must confirm it.",
});

export const confirmClosingAction = defineAction(confirmClosing, {
  message: ({ origin, closedAt }) => `Closed at size ${closedAt}. ${origin} continues it.`,
});

export const dismissClosingAction = defineAction(dismissClosing, { message: "Dismissed. Nothing was closed." });

/** What is to be mended is measured here, on the rows as they stand; of the form only the reason is taken. */
export const proposeMendAction = defineAction(proposeMend, {
  input: async (form, actor) => ({
    reason: form.reason,
    cells: mayDo(actor, "log:close") ? await uncleanedColumns(actor.organizationId) : [],
  }),
  message: "Proposed. Somebody else must confirm it.",
});

export const confirmMendAction = defineAction(confirmMend, {
  message: ({ mended }) => `Put right in ${mended === 1 ? "one event" : `${mended} events`}. Check the log again now.`,
});

export const dismissMendAction = defineAction(dismissMend, { message: "Dismissed. Nothing was changed." });

export const rotateKeyAction = defineAction(orderLogKey, {
  input: () => ({}),
  message: "Ordered. The new key signs the next checkpoint, vouched for by the old one.",
});
