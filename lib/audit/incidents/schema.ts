import { z } from "zod";
import { listInput } from "@/lib/platform/list-input";
import { line, optional, paragraph } from "@/lib/platform/text";

export const IncidentSeverity = z.enum(["critical", "high", "medium", "low"]);
export type IncidentSeverity = z.infer<typeof IncidentSeverity>;
export const incidentSeverityLabels: Record<IncidentSeverity, string> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
};

export const IncidentCategory = z.enum([
  "unauthorized_access",
  "data_breach",
  "malware",
  "phishing",
  "policy_violation",
  "system_compromise",
  "denial_of_service",
  "insider_threat",
  "configuration_error",
  "compliance_violation",
]);
export type IncidentCategory = z.infer<typeof IncidentCategory>;
export const incidentCategoryLabels: Record<IncidentCategory, string> = {
  unauthorized_access: "Unauthorised access",
  data_breach: "Data breach",
  malware: "Malware",
  phishing: "Phishing",
  policy_violation: "Policy violation",
  system_compromise: "System compromise",
  denial_of_service: "Denial of service",
  insider_threat: "Insider threat",
  configuration_error: "Configuration error",
  compliance_violation: "Compliance violation",
};

export const IncidentStatus = z.enum(["open", "investigating", "contained", "remediating", "resolved", "closed"]);
export type IncidentStatus = z.infer<typeof IncidentStatus>;
export const incidentStatusLabels: Record<IncidentStatus, string> = {
  open: "Open",
  investigating: "Investigating",
  contained: "Contained",
  remediating: "Remediating",
  resolved: "Resolved",
  closed: "Closed",
};

export const IncidentLinkKind = z.enum(["event", "alert", "ticket", "violation", "finding"]);
export type IncidentLinkKind = z.infer<typeof IncidentLinkKind>;
export const incidentLinkKindLabels: Record<IncidentLinkKind, string> = {
  event: "Event of the audit trail",
  alert: "Alert",
  ticket: "Ticket",
  violation: "Policy violation",
  finding: "Finding",
};

/** Typed with commas, or given as a list: trimmed, without repeats. */
const commaList = (length: number, least = 0) =>
  z.preprocess(
    (value) => (typeof value === "string" ? value.split(",").filter((each) => each.trim() !== "") : (value ?? [])),
    z
      .array(line(length))
      .max(50)
      .transform((items) => [...new Set(items)])
      .refine((items) => items.length >= least, "Name at least one."),
  );
const systems = commaList(120);
const controls = commaList(40, 1);

export const incidentInput = z.object({ id: z.uuid() });

export const openIncidentInput = z.object({
  title: line(160, "Say in a few words what happened."),
  summary: paragraph(4000, "Describe what is known so far."),
  severity: IncidentSeverity,
  category: IncidentCategory,
  affectedSystems: systems,
  affectedPeople: optional(paragraph(1000)),
  controlIds: controls,
  /** The alert it was opened from; its events come along. */
  alertId: optional(z.uuid()),
});

export const moveIncidentInput = incidentInput.extend({
  to: z.enum(["contained", "remediating", "resolved"]),
  note: optional(paragraph(2000)),
});

export const reviseIncidentInput = incidentInput.extend({
  severity: IncidentSeverity,
  ownerId: optional(z.uuid()),
  affectedSystems: systems,
  affectedPeople: optional(paragraph(1000)),
  controlIds: controls,
});

export const personalDataInput = incidentInput
  .extend({
    answer: z.enum(["yes", "no"], { error: "Answer yes or no." }),
    /** When somebody here became aware. Never taken from the clock (I3). */
    awareAt: optional(z.iso.datetime({ offset: true, error: "Enter the date and time." })),
    nature: optional(paragraph(2000)),
  })
  .superRefine(({ answer, awareAt, nature }, context) => {
    if (answer === "no") return;
    if (!awareAt)
      context.addIssue({ code: "custom", path: ["awareAt"], message: "Say when you became aware of the breach." });
    if (!nature)
      context.addIssue({ code: "custom", path: ["nature"], message: "Say what happened to which personal data." });
  });

export const noteIncidentInput = incidentInput.extend({ text: paragraph(4000, "Write what happened.") });
export const linkIncidentInput = incidentInput.extend({
  kind: IncidentLinkKind,
  objectId: line(120, "Enter the id or the reference."),
});
export const addActionInput = incidentInput.extend({
  title: line(200, "Say what shall be done."),
  ownerId: z.uuid({ error: "Choose who does it." }),
  dueOn: z.iso.date({ error: "Enter a date." }),
});
export const finishActionInput = z.object({ actionId: z.uuid() });
export const closeIncidentInput = incidentInput.extend({
  cause: paragraph(4000, "Say what caused it."),
  lessons: paragraph(4000, "Say what was learnt."),
});

const minutes = z.coerce.number().int().min(1, "At least one minute.").max(43_200, "At most 30 days.");
export const clocksInput = z.object({ critical: minutes, high: minutes, medium: minutes, low: minutes });

export const listIncidentsInput = listInput.extend({
  cursor: optional(z.uuid()),
  status: IncidentStatus.optional().catch(undefined),
  severity: IncidentSeverity.optional().catch(undefined),
  category: IncidentCategory.optional().catch(undefined),
});
