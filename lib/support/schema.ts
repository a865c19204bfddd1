import { z } from "zod";
import { line, optional, paragraph } from "../platform/text";

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

/** Who may read a message: everybody of the ticket, the desk only, or the desk as a line of history (S21). */
export const MessageKind = z.enum(["public", "internal", "system"]);
export type MessageKind = z.infer<typeof MessageKind>;

/** Who spoke: the requester, a human of the desk, or a key or job. Only the second answers a customer (S13). */
export const MessageSide = z.enum(["customer", "desk", "machine"]);
export type MessageSide = z.infer<typeof MessageSide>;

export const TicketOutcome = z.enum(["solved", "duplicate", "spam", "withdrawn"]);
export type TicketOutcome = z.infer<typeof TicketOutcome>;
export const ticketOutcomeLabels: Record<TicketOutcome, string> = {
  solved: "Solved",
  duplicate: "Duplicate",
  spam: "Spam",
  withdrawn: "Withdrawn by the customer",
};

export const PauseKind = z.enum(["waiting_customer", "resolved"]);
export type PauseKind = z.infer<typeof PauseKind>;

export const SlaLevel = z.enum(["warning", "breach"]);
export type SlaLevel = z.infer<typeof SlaLevel>;

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "Write times like 09:00.");
export const calendarHours = z.partialRecord(z.enum(WEEKDAYS), z.array(z.tuple([time, time])));
export const holidayDates = z.array(z.iso.date("Write dates like 2026-12-25.")).max(1000);

const minutes = z.number().int().positive("A target is at least one minute.").max(525_600).nullable();
const cell = z.object({ first_response: minutes, next_response: minutes, resolution: minutes });
const targetsOfPriority = z.record(SupportTier, cell);
/** Minutes per priority and tier; null = not measured (S6). */
export const targetTable = z.record(TicketPriority, targetsOfPriority);
export type TargetTable = z.infer<typeof targetTable>;

/** Empty lists mean "any"; a policy applies when all its lists say yes. */
export const policyMatch = z.object({
  tiers: z.array(SupportTier).default([]),
  categories: z.array(TicketCategory).default([]),
  companies: z.array(z.string()).default([]),
});
export type PolicyMatch = z.infer<typeof policyMatch>;

const body = (required: string) => paragraph(20_000, required);
const version = z.coerce.number({ error: "Reload the page: the version is missing." }).int().positive();
const ticketId = z.uuid("This is not the id of a ticket.");
const tick = z
  .union([z.boolean(), z.string()])
  .optional()
  .transform((value) => value === true || value === "on" || value === "true");

export const openTicketInput = z.object({
  title: line(200, "Say in a few words what it is about."),
  description: body("Describe what happened and what you need."),
  category: TicketCategory,
  priority: optional(TicketPriority),
  /** Counts only with `ticket:set-tier`; else the tier of the customer's contract. */
  tier: optional(SupportTier),
  /** Somebody else's ticket, entered by the desk. */
  requesterId: optional(z.uuid("This is not the id of a person.")),
  channel: optional(TicketChannel),
  followUpOf: optional(ticketId),
});

export const replyInput = z.object({
  ticketId,
  body: body("Write the reply first."),
  /** What becomes of the ticket with this reply. */
  next: optional(z.enum(["in_progress", "waiting_customer", "resolved"])),
  /** The newest public message the writer saw: a newer one asks first (S20). */
  seenMessageId: optional(z.uuid()),
  sendAnyway: tick,
  /** Nobody declares a first response; the claim is answered with a warning (S13). */
  declaredFirstResponse: tick,
});

export const noteInput = z.object({ ticketId, body: body("Write the note first.") });

/** No assignee = back to the queue. */
export const assignInput = z.object({
  ticketId,
  version,
  assigneeId: optional(z.uuid("Choose somebody of the desk.")),
});
export const claimInput = z.object({ ticketId });

export const changeStatusInput = z.object({
  ticketId,
  version,
  status: z.enum(["in_progress", "waiting_customer", "escalated", "resolved", "closed"]),
  outcome: optional(TicketOutcome),
  escalationReason: optional(EscalationReason),
});

export const changePriorityInput = z.object({
  ticketId,
  version,
  priority: TicketPriority,
  reason: optional(paragraph(1000)),
});
export const changeTierInput = z.object({ ticketId, version, tier: SupportTier, reason: paragraph(1000, "Say why.") });

const uuid = z.uuid();
const name = line(80, "Give it a name.");

export const saveCalendarInput = z.object({
  /** None = a new calendar. */
  calendarId: optional(uuid),
  name,
  timeZone: line(64, "Choose a time zone."),
  hours: calendarHours,
  holidays: holidayDates,
});

export const savePolicyInput = z.object({
  policyId: optional(uuid),
  name,
  position: z.coerce.number().int().min(1).max(999).default(1),
  isDefault: tick,
  active: z.boolean().default(true),
  match: policyMatch.default({ tiers: [], categories: [], companies: [] }),
  targets: targetTable,
  calendarId: uuid,
  emergencyCalendarId: uuid,
  pausesFirstResponse: tick,
});

export const trySlaInput = z.object({
  start: z.string(),
  priority: TicketPriority,
  tier: SupportTier,
  category: TicketCategory,
});
