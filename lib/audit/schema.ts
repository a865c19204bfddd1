import { z } from "zod";

export const AuditEventType = z.enum([
  "user_access",
  "data_access",
  "system_change",
  "security_event",
  "compliance_control",
  "policy_change",
  "incident_response",
  "backup_operation",
  "configuration_change",
  "privileged_access",
  "evidence_collection",
  "privacy_request",
  "consent",
  "support_ticket",
  "training",
  "report",
]);
export type AuditEventType = z.infer<typeof AuditEventType>;
export const auditEventTypeLabels: Record<AuditEventType, string> = {
  user_access: "User access",
  data_access: "Data access",
  system_change: "System change",
  security_event: "Security event",
  compliance_control: "Compliance control",
  policy_change: "Policy change",
  incident_response: "Incident response",
  backup_operation: "Backup operation",
  configuration_change: "Configuration change",
  privileged_access: "Privileged access",
  evidence_collection: "Evidence collection",
  privacy_request: "Privacy request",
  consent: "Consent",
  support_ticket: "Support ticket",
  training: "Training",
  report: "Report",
};

export const Outcome = z.enum(["success", "failure", "denied"]);
export type Outcome = z.infer<typeof Outcome>;
export const outcomeLabels: Record<Outcome, string> = { success: "Success", failure: "Failure", denied: "Denied" };

export const Crud = z.enum(["create", "read", "update", "delete"]);
export type Crud = z.infer<typeof Crud>;
export const crudLabels: Record<Crud, string> = { create: "Create", read: "Read", update: "Update", delete: "Delete" };

export const RiskLevel = z.enum(["low", "medium", "high", "critical"]);
export type RiskLevel = z.infer<typeof RiskLevel>;
export const riskLevelLabels: Record<RiskLevel, string> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};

export const EvidenceType = z.enum([
  "system_log",
  "user_activity",
  "access_review",
  "control_test",
  "vulnerability_scan",
  "backup_verification",
  "incident_documentation",
  "policy_documentation",
  "training_record",
  "risk_assessment",
]);
export type EvidenceType = z.infer<typeof EvidenceType>;
export const evidenceTypeLabels: Record<EvidenceType, string> = {
  system_log: "System log",
  user_activity: "User activity",
  access_review: "Access review",
  control_test: "Control test",
  vulnerability_scan: "Vulnerability scan",
  backup_verification: "Backup verification",
  incident_documentation: "Incident documentation",
  policy_documentation: "Policy documentation",
  training_record: "Training record",
  risk_assessment: "Risk assessment",
};

export const EvidenceStatus = z.enum(["draft", "submitted", "approved", "rejected", "superseded", "disposed"]);
export type EvidenceStatus = z.infer<typeof EvidenceStatus>;
export const evidenceStatusLabels: Record<EvidenceStatus, string> = {
  draft: "Draft",
  submitted: "Submitted",
  approved: "Approved",
  rejected: "Rejected",
  superseded: "Superseded",
  disposed: "Disposed",
};

export const IntegrityState = z.enum(["verified", "unchecked", "failed", "missing", "unreadable"]);
export type IntegrityState = z.infer<typeof IntegrityState>;
export const integrityStateLabels: Record<IntegrityState, string> = {
  verified: "Verified",
  unchecked: "Not checked",
  failed: "Failed",
  missing: "Missing",
  unreadable: "Unreadable",
};

export const RetentionClass = z.enum([
  "seven_years",
  "six_years",
  "three_years",
  "one_year",
  "six_months",
  "ninety_days",
]);
export type RetentionClass = z.infer<typeof RetentionClass>;
export const retentionClassLabels: Record<RetentionClass, string> = {
  seven_years: "Seven years",
  six_years: "Six years",
  three_years: "Three years",
  one_year: "One year",
  six_months: "Six months",
  ninety_days: "Ninety days",
};

export const RetentionBasis = z.enum(["statutory", "policy"]);
export type RetentionBasis = z.infer<typeof RetentionBasis>;
export const retentionBasisLabels: Record<RetentionBasis, string> = {
  statutory: "Required by law",
  policy: "Own policy",
};

export const CustodyAction = z.enum([
  "collected",
  "viewed",
  "downloaded",
  "exported",
  "verified",
  "submitted",
  "approved",
  "rejected",
  "superseded",
  "hold_placed",
  "hold_released",
  "disposal_requested",
  "disposed",
]);
export type CustodyAction = z.infer<typeof CustodyAction>;
export const custodyActionLabels: Record<CustodyAction, string> = {
  collected: "Collected",
  viewed: "Viewed",
  downloaded: "Downloaded",
  exported: "Exported",
  verified: "Verified",
  submitted: "Submitted",
  approved: "Approved",
  rejected: "Rejected",
  superseded: "Superseded",
  hold_placed: "Hold placed",
  hold_released: "Hold released",
  disposal_requested: "Disposal requested",
  disposed: "Disposed",
};

export const EvidenceFreshness = z.enum(["current", "due_soon", "stale", "missing"]);
export type EvidenceFreshness = z.infer<typeof EvidenceFreshness>;
export const evidenceFreshnessLabels: Record<EvidenceFreshness, string> = {
  current: "Current",
  due_soon: "Due soon",
  stale: "Stale",
  missing: "Missing",
};
