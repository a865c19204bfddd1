import { z } from "zod";
import { emailAddress, line, optional, paragraph } from "../../platform/text";

export const ExemptionKind = z.enum(["exemption", "exception"]);
export type ExemptionKind = z.infer<typeof ExemptionKind>;
export const exemptionKindLabels: Record<ExemptionKind, string> = {
  exemption: "Exemption of a person",
  exception: "Exception from a rule",
};

export const ExemptionStatus = z.enum(["requested", "approved", "refused", "expired", "ended"]);
export type ExemptionStatus = z.infer<typeof ExemptionStatus>;
export const exemptionStatusLabels: Record<ExemptionStatus, string> = {
  requested: "Requested",
  approved: "Approved",
  refused: "Refused",
  expired: "Expired",
  ended: "Ended early",
};

/** P16: who or what, why, what is done instead, until when. */
export const requestExemptionInput = z
  .object({
    policyId: z.uuid("Choose a policy."),
    kind: ExemptionKind,
    /** Of an exemption: whose; left out for oneself. */
    personEmail: optional(emailAddress),
    scope: optional(line(200)),
    reason: paragraph(2000, "Say why."),
    compensatingMeasure: paragraph(2000, "Say what is done instead."),
    expiresOn: z.iso.date("Enter the last day."),
  })
  .refine(({ kind, scope }) => kind === "exemption" || scope !== undefined, {
    message: "Say which rule is not followed, and where.",
    path: ["scope"],
  });

export const exemptionInput = z.object({ exemptionId: z.uuid() });
export const decideExemptionInput = z.object({
  exemptionId: z.uuid(),
  decision: z.enum(["approved", "refused"], { error: "Choose a decision." }),
  comment: optional(paragraph(2000)),
});
