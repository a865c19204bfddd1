import { z } from "zod";
import { line, optional, paragraph } from "../platform/text";
import { normaliseMarkdown } from "./markdown-text";

export const PolicyType = z.enum([
  "security_policy",
  "data_protection",
  "access_control",
  "incident_response",
  "business_continuity",
  "vendor_management",
  "change_management",
  "training_policy",
  "code_of_conduct",
  "acceptable_use",
  "privacy_policy",
  "retention_policy",
]);
export type PolicyType = z.infer<typeof PolicyType>;
export const policyTypeLabels: Record<PolicyType, string> = {
  security_policy: "Information security",
  data_protection: "Data protection",
  access_control: "Access control",
  incident_response: "Incident response",
  business_continuity: "Business continuity",
  vendor_management: "Vendor management",
  change_management: "Change management",
  training_policy: "Training",
  code_of_conduct: "Code of conduct",
  acceptable_use: "Acceptable use",
  privacy_policy: "Privacy",
  retention_policy: "Retention",
};

export const VersionStatus = z.enum(["draft", "in_review", "approved", "published", "superseded", "retired"]);
export type VersionStatus = z.infer<typeof VersionStatus>;
export const versionStatusLabels: Record<VersionStatus, string> = {
  draft: "Draft",
  in_review: "In review",
  approved: "Approved",
  published: "Published",
  superseded: "Superseded",
  retired: "Retired",
};

export const AssignmentStatus = z.enum(["pending", "acknowledged", "overdue", "exempted", "withdrawn"]);
export type AssignmentStatus = z.infer<typeof AssignmentStatus>;
export const assignmentStatusLabels: Record<AssignmentStatus, string> = {
  pending: "Pending",
  acknowledged: "Acknowledged",
  overdue: "Overdue",
  exempted: "Exempted",
  withdrawn: "Withdrawn",
};

export const AcknowledgementMethod = z.enum(["portal", "email", "training", "meeting"]);
export type AcknowledgementMethod = z.infer<typeof AcknowledgementMethod>;
export const acknowledgementMethodLabels: Record<AcknowledgementMethod, string> = {
  portal: "Portal",
  email: "Email link",
  training: "Training",
  meeting: "Meeting",
};

export const ViolationType = z.enum([
  "access_violation",
  "data_misuse",
  "security_breach",
  "procedural_violation",
  "training_noncompliance",
  "system_misuse",
  "disclosure_violation",
]);
export type ViolationType = z.infer<typeof ViolationType>;
export const violationTypeLabels: Record<ViolationType, string> = {
  access_violation: "Access violation",
  data_misuse: "Data misuse",
  security_breach: "Security breach",
  procedural_violation: "Procedural violation",
  training_noncompliance: "Training not done",
  system_misuse: "System misuse",
  disclosure_violation: "Disclosure violation",
};

export const ViolationSeverity = z.enum(["low", "medium", "high", "critical"]);
export type ViolationSeverity = z.infer<typeof ViolationSeverity>;
export const violationSeverityLabels: Record<ViolationSeverity, string> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};

export const ViolationStatus = z.enum(["open", "investigating", "confirmed", "dismissed", "remediating", "resolved"]);
export type ViolationStatus = z.infer<typeof ViolationStatus>;
export const violationStatusLabels: Record<ViolationStatus, string> = {
  open: "Open",
  investigating: "Investigating",
  confirmed: "Confirmed",
  dismissed: "Dismissed",
  remediating: "Remediating",
  resolved: "Resolved",
};

export const ViolationDetection = z.enum(["automated", "reported", "audit"]);
export type ViolationDetection = z.infer<typeof ViolationDetection>;
export const violationDetectionLabels: Record<ViolationDetection, string> = {
  automated: "Found by a rule",
  reported: "Reported",
  audit: "Audit",
};

export const Classification = z.enum(["public", "internal", "confidential"]);
export type Classification = z.infer<typeof Classification>;
export const classificationLabels: Record<Classification, string> = {
  public: "Public",
  internal: "Internal",
  confidential: "Confidential",
};

export const Decision = z.enum(["approved", "returned"]);
export type Decision = z.infer<typeof Decision>;
export const decisionLabels: Record<Decision, string> = { approved: "Approved", returned: "Sent back" };

export const AudienceKind = z.enum(["everyone", "role", "department", "location", "group"]);
export type AudienceKind = z.infer<typeof AudienceKind>;
export const audienceKindLabels: Record<AudienceKind, string> = {
  everyone: "Everyone who works here",
  role: "Role",
  department: "Department",
  location: "Location",
  group: "Group",
};

export const dueDays = z.coerce.number({ error: "Enter a number of days." }).int().min(0).max(365);

/** One rule of an audience (P11); `excluded` takes people out again. */
export const audienceRule = z
  .object({
    kind: AudienceKind,
    value: optional(line(200)),
    excluded: z.boolean().default(false),
    dueDays: optional(dueDays),
  })
  .refine((rule) => (rule.kind === "everyone") === (rule.value === undefined), {
    message: "Everyone needs no value; a role, department or location does.",
    path: ["value"],
  });
export type AudienceRule = z.output<typeof audienceRule>;

export const audienceRules = z
  .array(audienceRule)
  .min(1, "Choose whom it is for.")
  .max(50, "Use at most 50 audience rules.")
  .refine((rules) => rules.some((rule) => !rule.excluded), { message: "Choose whom it is for." });

const longestText = 200_000;
/** Markdown, normalised once on the way in (P1). Never trimmed inside: two spaces at a line's end mean something. */
export const policyText = z
  .string({ error: "Write the text." })
  .transform(normaliseMarkdown)
  .pipe(
    z
      .string()
      .min(2, "Write the text.")
      .max(longestText, `Use at most ${longestText.toLocaleString("en-GB")} characters.`),
  );

const isoDate = z.iso.date("Enter a date like 2026-11-26.");
const ids = z.array(line(64)).max(200).default([]);
/** Ids of requirements, each with the section that answers it if the author says so: `A.5.15 § access` (P8). */
const mappings = z.array(line(200)).max(500);
const flag = z.union([
  z.boolean(),
  z.enum(["true", "on"]).transform(() => true),
  z.enum(["false", ""]).transform(() => false),
]);

/** What an author writes: the same for a first draft and for every edit of one. */
const writing = {
  title: line(200, "Give the policy a title."),
  description: optional(paragraph(2000)),
  text: policyText,
  changeNote: optional(paragraph(2000)),
  material: flag.default(true),
  dueDays: dueDays.default(14),
  effectiveFrom: optional(isoDate),
  audience: audienceRules,
};

export const draftInput = z.object({
  ...writing,
  type: PolicyType,
  classification: Classification.default("internal"),
  mandatory: flag.default(true),
  acknowledgementRequired: flag.default(true),
  reviewDate: optional(isoDate),
  tags: z.array(line(40)).max(20).default([]),
  requirementIds: mappings.default([]),
  controlIds: ids,
});

export const editInput = z.object({
  ...writing,
  versionId: z.uuid(),
  /** The revision the edit began with: another one in between is a conflict. */
  revision: z.coerce.number().int().positive(),
  /** Left out: the mapping stays as it is. */
  requirementIds: mappings.optional(),
});

export const audienceInput = z.object({ audience: audienceRules });
export const versionInput = z.object({ versionId: z.uuid() });
export const policyInput = z.object({ policyId: z.uuid() });
/** Without a version: the one in force. */
export const readerInput = z.object({ policyId: z.uuid(), versionId: optional(z.uuid()) });

export const approveInput = z.object({
  versionId: z.uuid(),
  /** The kind of change the approver saw beside the diff and confirms (P5). */
  material: z
    .enum(["true", "false"], { error: "Confirm the kind of change." })
    .transform((value) => value === "true")
    .or(z.boolean()),
  comment: optional(paragraph(4000)),
});

export const commentInput = z.object({
  versionId: z.uuid(),
  /** The text that was on the screen: another one may stand there by now. */
  contentSha256: z.string().length(64),
  position: z.coerce.number().int().min(0),
  text: paragraph(2000, "Write your comment."),
});

export const emergencyInput = z.object({
  versionId: z.uuid(),
  reason: paragraph(2000, "Say what cannot wait for an approval."),
});

export const retireInput = z.object({
  policyId: z.uuid(),
  reason: paragraph(2000, "Say why this policy is no longer needed."),
});

export const reviewPolicyInput = z.object({
  policyId: z.uuid(),
  note: paragraph(2000, "Say what you looked at and why it stays."),
  nextReviewDate: isoDate,
});

export const sendBackInput = z.object({
  versionId: z.uuid(),
  comment: paragraph(4000, "Say what should change, so that the author can act on it."),
});

export const acknowledgeInput = z.object({
  policyId: z.uuid(),
  /** The version that was on the screen (P13). */
  versionId: z.uuid("Say which version was read."),
  /** Left out only when a meeting is confirmed: then the account's own name stands. */
  typedName: optional(line(200, "Type your name.")),
  /** How the person came to it; believed only if the records say so (P15). */
  via: optional(z.enum(["email", "meeting", "training"])),
  /** Given by programs only to be checked: nobody acknowledges for somebody else (P15). */
  personId: optional(z.uuid()),
  readPercent: optional(z.coerce.number().int().min(0).max(100)),
  visibleSeconds: optional(z.coerce.number().int().min(0).max(86_400)),
});

/** What somebody declares by acknowledging; stored with each acknowledgement in the words of that day. */
export const acknowledgementStatement = "I have read this policy and will follow it.";
