/** The words of an audit event that the platform must know to write one; audit's own schema tests that they are the same. */
export const eventTypeNames = [
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
] as const;
export type EventTypeName = (typeof eventTypeNames)[number];
export type OutcomeName = "success" | "failure" | "denied";
export type CrudName = "create" | "read" | "update" | "delete";
export type RiskName = "low" | "medium" | "high" | "critical";
export type RetentionClassName =
  | "seven_years"
  | "six_years"
  | "three_years"
  | "one_year"
  | "six_months"
  | "ninety_days";
