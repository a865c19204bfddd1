import { z } from "zod";
import { role } from "@/lib/platform/auth/roles";
import { line, optional, paragraph } from "@/lib/platform/text";

export const AccessReviewStatus = z.enum(["open", "closing", "closed"]);
export type AccessReviewStatus = z.infer<typeof AccessReviewStatus>;
export const accessReviewStatusLabels: Record<AccessReviewStatus, string> = {
  open: "In progress",
  closing: "Being carried out",
  closed: "Closed",
};

export const AccessDecision = z.enum(["keep", "remove", "change"], "Choose keep, remove or change.");
export type AccessDecision = z.infer<typeof AccessDecision>;
export const accessDecisionLabels: Record<AccessDecision, string> = {
  keep: "Keep",
  remove: "Remove",
  change: "Change",
};

export const AccessOutcome = z.enum(["kept", "planned", "waiting", "done", "left", "conflict", "exception", "refused"]);
export type AccessOutcome = z.infer<typeof AccessOutcome>;
export const accessOutcomeLabels: Record<AccessOutcome, string> = {
  kept: "Kept",
  planned: "To be carried out",
  waiting: "Waits for a second person",
  done: "Carried out",
  left: "Person has left",
  conflict: "Roles had changed",
  exception: "Not answered",
  refused: "Refused by the second person",
};

export const startReviewInput = z.object({
  title: line(120, "Give the campaign a name, such as Access review, fourth quarter."),
  dueOn: z.iso.date("Enter the last day for decisions."),
});

const decision = z
  .object({
    role,
    decision: AccessDecision,
    newRole: optional(role),
    reason: optional(paragraph(500)),
  })
  .superRefine((each, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (each.decision !== "keep" && !each.reason) refuse("reason", "Say why, in a few words.");
    if (each.decision === "change" && !each.newRole) refuse("newRole", "Choose the role that takes its place.");
    if (each.decision === "change" && each.newRole === each.role)
      refuse("newRole", "Choose another role than this one.");
  })
  .transform((each) => ({ ...each, newRole: each.decision === "change" ? each.newRole : undefined }));

export const decideInput = z.object({
  reviewId: z.uuid(),
  personId: z.uuid(),
  decisions: z.array(decision).min(1, "Decide about at least one role.").max(role.options.length),
});
