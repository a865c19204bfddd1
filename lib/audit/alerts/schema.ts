import { z } from "zod";
import { listInput } from "@/lib/platform/list-input";
import { optional, paragraph } from "@/lib/platform/text";

export const AlertLevel = z.enum(["info", "warning", "critical", "emergency"]);
export type AlertLevel = z.infer<typeof AlertLevel>;
export const alertLevelLabels: Record<AlertLevel, string> = {
  info: "Information",
  warning: "Warning",
  critical: "Critical",
  emergency: "Emergency",
};

export const AlertStatus = z.enum(["open", "acknowledged", "snoozed", "resolved"]);
export type AlertStatus = z.infer<typeof AlertStatus>;
export const alertStatusLabels: Record<AlertStatus, string> = {
  open: "Open",
  acknowledged: "Acknowledged",
  snoozed: "Snoozed",
  resolved: "Resolved",
};

/** How long an alert can be put aside, in hours. */
export const snoozeHours = [1, 4, 24, 72, 168] as const;
export const snoozeLabels: Record<(typeof snoozeHours)[number], string> = {
  1: "One hour",
  4: "Four hours",
  24: "One day",
  72: "Three days",
  168: "One week",
};

export const alertInput = z.object({ id: z.uuid() });
export const snoozeInput = alertInput.extend({
  hours: z.coerce.number().pipe(z.literal(snoozeHours, { error: "Choose how long." })),
});
export const resolveInput = alertInput.extend({ reason: paragraph(1000, "Say what was found and what was done.") });

export const listAlertsInput = listInput.extend({
  cursor: optional(z.uuid()),
  level: AlertLevel.optional().catch(undefined),
  status: AlertStatus.optional().catch(undefined),
  rule: z.string().max(80).optional(),
});
