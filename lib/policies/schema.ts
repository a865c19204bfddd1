import { z } from "zod";

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
