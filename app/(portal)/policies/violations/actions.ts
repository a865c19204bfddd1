"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import { violationStatusLabels } from "@/lib/policies/schema";
import { answerReporter, confirmReceipt } from "@/lib/policies/violations/converse";
import { decideViolation, investigateViolation } from "@/lib/policies/violations/investigate-violation";
import { judgeViolation } from "@/lib/policies/violations/judge-violation";
import { linkViolation } from "@/lib/policies/violations/link-violation";
import {
  addCorrectiveAction,
  finishCorrectiveAction,
  recordRootCause,
  resolveViolation,
} from "@/lib/policies/violations/remedy-violation";
import { recordViolation, reportViolation } from "@/lib/policies/violations/report-violation";

export const reportViolationAction = defineAction(reportViolation, {
  message: ({ reference }) => `We have your report ${reference}. A compliance officer looks at it.`,
});
export const recordViolationAction = defineAction(recordViolation, {
  redirectTo: ({ violationId }) => `/policies/violations/${violationId}`,
});
export const judgeViolationAction = defineAction(judgeViolation, { message: "Saved." });
export const investigateViolationAction = defineAction(investigateViolation, {
  message: "The investigation is yours.",
});
export const decideViolationAction = defineAction(decideViolation, {
  message: ({ status }) => `${violationStatusLabels[status]}.`,
});
export const addActionAction = defineAction(addCorrectiveAction, { message: "Added." });
export const finishActionAction = defineAction(finishCorrectiveAction, { message: "Done." });
export const recordCauseAction = defineAction(recordRootCause, { message: "Saved." });
export const resolveViolationAction = defineAction(resolveViolation, { message: "Verified and resolved." });
export const confirmReceiptAction = defineAction(confirmReceipt, {
  message: ({ feedbackDueOn }) => `Confirmed. Feedback is due by ${feedbackDueOn}.`,
});
export const answerReporterAction = defineAction(answerReporter, { message: "Sent." });
/** The id may be pasted as the address of its page. */
export const linkViolationAction = defineAction(linkViolation, {
  input: ({ organizationId: _, objectId, ...fields }) => ({
    ...fields,
    objectId: /[0-9a-f]{8}-[0-9a-f-]{27}/i.exec(String(objectId))?.[0] ?? "",
  }),
  message: ({ added }) => (added ? "Linked." : "It was linked already."),
});
