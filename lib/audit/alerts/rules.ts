import type { AlertLevel, AlertStatus } from "./schema";

/** A resolved alert stays resolved: what happens again raises a new one. */
const alertTransitions: Record<AlertStatus, readonly AlertStatus[]> = {
  open: ["acknowledged", "snoozed", "resolved"],
  acknowledged: ["snoozed", "resolved"],
  snoozed: ["acknowledged", "snoozed", "resolved"],
  resolved: [],
};

export function canMove(from: AlertStatus, to: AlertStatus): boolean {
  return alertTransitions[from].includes(to);
}

/** Where an alert stands at a moment: a snooze that has run out is open again. Nothing has to wake it. */
export function standing(alert: { status: AlertStatus; snoozedUntil: Date | null }, now: Date): AlertStatus {
  return alert.status === "snoozed" && alert.snoozedUntil !== null && alert.snoozedUntil <= now ? "open" : alert.status;
}

/** Minutes an alert may stand open before it is escalated; what only informs may stand. */
export const escalateAfter: Record<AlertLevel, number | null> = {
  emergency: 15,
  critical: 60,
  warning: 24 * 60,
  info: null,
};

/** Of these the officers get a mail as soon as they are raised. */
export const toldAtOnce: readonly AlertLevel[] = ["emergency", "critical"];

/** At most this many events are kept with an alert, the first and the newest of them. */
export const mostEvents = 200;
