import { z } from "zod";
import { emailAddress, line, optional, paragraph } from "../../platform/text";
import { ViolationSeverity, ViolationStatus, ViolationType } from "../schema";

const what = {
  type: ViolationType,
  title: line(160, "Say in a few words what happened."),
  description: paragraph(8000, "Tell what happened."),
};

/** From a form in one's own name. */
export const reportInput = z.object(what);
/** From the public page: nothing about who writes. */
export const anonymousReportInput = z.object(what);

/** What an officer enters, from an audit or from a report by another way. */
export const recordInput = z.object({
  ...what,
  detection: z.enum(["reported", "audit"]).default("audit"),
  severity: ViolationSeverity,
  subjectEmail: optional(emailAddress),
  policyId: optional(z.uuid()),
});

export const violationInput = z.object({ violationId: z.uuid() });
export const judgeInput = z.object({
  violationId: z.uuid(),
  type: ViolationType,
  severity: ViolationSeverity,
  subjectEmail: optional(emailAddress),
  policyId: optional(z.uuid()),
});
export const investigateInput = z.object({ violationId: z.uuid(), investigatorId: optional(z.uuid()) });
export const decideInput = z.object({
  violationId: z.uuid(),
  decision: z.enum(["confirmed", "dismissed"], { error: "Choose a decision." }),
  reason: paragraph(4000, "Say what you found."),
});
export const actionInput = z.object({
  violationId: z.uuid(),
  title: line(200, "Say what shall be done."),
  ownerId: z.uuid("Choose who does it."),
  dueOn: z.iso.date("Enter a date like 2026-11-26."),
});
export const finishInput = z.object({ actionId: z.uuid() });
export const causeInput = z.object({ violationId: z.uuid(), rootCause: paragraph(4000, "Say how it could happen.") });
export const resolveInput = z.object({
  violationId: z.uuid(),
  verification: paragraph(4000, "Say how you saw that the actions worked."),
});

export const LinkKind = z.enum(["evidence", "incident", "ticket"]);
export type LinkKind = z.infer<typeof LinkKind>;
export const linkKindLabels: Record<LinkKind, string> = {
  evidence: "Evidence",
  incident: "Incident",
  ticket: "Ticket",
};
export const linkInput = z.object({
  violationId: z.uuid(),
  kind: LinkKind,
  objectId: z.uuid("Paste the address of the page, or its id."),
  label: line(160, "Say what it is, such as its reference."),
});

const flag = z.union([z.boolean(), z.enum(["true", "on"]).transform(() => true), z.literal("").transform(() => false)]);
export const answerInput = z.object({
  violationId: z.uuid(),
  text: paragraph(8000, "Write your answer."),
  /** What was done or is planned, and why: ends the clock of three months. */
  feedback: flag.default(false),
});

/** Twenty letters and digits in groups of four; typed in any case, with or without the dashes. */
export const followKey = z
  .string({ error: "Enter your key." })
  .transform((typed) => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, ""))
  .pipe(z.string().regex(/^[0-9A-Z]{20}$/, "A key has twenty letters and digits."));
export const followInput = z.object({ secretKey: followKey });
export const followMessageInput = z.object({ secretKey: followKey, text: paragraph(8000, "Write your message.") });

export const listViolationsInput = z.object({
  status: optional(ViolationStatus),
  severity: optional(ViolationSeverity),
  type: optional(ViolationType),
  q: optional(line(100)),
});
