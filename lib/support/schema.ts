import { z } from "zod";

export const TicketPriority = z.enum(["emergency", "high", "medium", "low"]);
export type TicketPriority = z.infer<typeof TicketPriority>;
export const ticketPriorityLabels: Record<TicketPriority, string> = {
  emergency: "Emergency",
  high: "High",
  medium: "Medium",
  low: "Low",
};

export const TicketStatus = z.enum([
  "open",
  "assigned",
  "in_progress",
  "waiting_customer",
  "escalated",
  "resolved",
  "closed",
]);
export type TicketStatus = z.infer<typeof TicketStatus>;
export const ticketStatusLabels: Record<TicketStatus, string> = {
  open: "Open",
  assigned: "Assigned",
  in_progress: "In progress",
  waiting_customer: "Waiting for customer",
  escalated: "Escalated",
  resolved: "Resolved",
  closed: "Closed",
};

export const TicketCategory = z.enum([
  "technical_issue",
  "account_access",
  "billing_inquiry",
  "feature_request",
  "integration_support",
  "security_concern",
  "compliance_question",
  "data_request",
  "bug_report",
  "general_inquiry",
]);
export type TicketCategory = z.infer<typeof TicketCategory>;
export const ticketCategoryLabels: Record<TicketCategory, string> = {
  technical_issue: "Technical issue",
  account_access: "Account access",
  billing_inquiry: "Billing inquiry",
  feature_request: "Feature request",
  integration_support: "Integration support",
  security_concern: "Security concern",
  compliance_question: "Compliance question",
  data_request: "Data request",
  bug_report: "Bug report",
  general_inquiry: "General inquiry",
};

export const SupportTier = z.enum(["enterprise", "professional", "standard", "community"]);
export type SupportTier = z.infer<typeof SupportTier>;
export const supportTierLabels: Record<SupportTier, string> = {
  enterprise: "Enterprise",
  professional: "Professional",
  standard: "Standard",
  community: "Community",
};

export const EscalationReason = z.enum([
  "sla_breach",
  "customer_request",
  "technical_complexity",
  "security_concern",
  "compliance_issue",
  "management_request",
]);
export type EscalationReason = z.infer<typeof EscalationReason>;
export const escalationReasonLabels: Record<EscalationReason, string> = {
  sla_breach: "SLA breach",
  customer_request: "Customer request",
  technical_complexity: "Technical complexity",
  security_concern: "Security concern",
  compliance_issue: "Compliance issue",
  management_request: "Management request",
};

export const TicketChannel = z.enum(["portal", "email", "api", "phone"]);
export type TicketChannel = z.infer<typeof TicketChannel>;
export const ticketChannelLabels: Record<TicketChannel, string> = {
  portal: "Portal",
  email: "Email",
  api: "API",
  phone: "Phone",
};

export const SlaMetric = z.enum(["first_response", "next_response", "resolution"]);
export type SlaMetric = z.infer<typeof SlaMetric>;
export const slaMetricLabels: Record<SlaMetric, string> = {
  first_response: "First response",
  next_response: "Next response",
  resolution: "Resolution",
};
