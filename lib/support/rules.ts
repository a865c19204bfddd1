import { DAY, formatInstant, instantOfLocal, localDayOf, zoneOf } from "../platform/calendar";
import type { TicketPriority, TicketStatus } from "./schema";

/** The one table of transitions (S19). Anything else is a conflict. Reopening is in `mayReopen`. */
const transitions: Record<TicketStatus, readonly TicketStatus[]> = {
  open: ["assigned", "in_progress", "waiting_customer", "escalated", "resolved"],
  assigned: ["open", "in_progress", "waiting_customer", "escalated", "resolved"],
  in_progress: ["assigned", "waiting_customer", "escalated", "resolved"],
  waiting_customer: ["in_progress", "escalated", "resolved"],
  escalated: ["assigned", "in_progress", "waiting_customer", "resolved"],
  resolved: ["in_progress", "closed"],
  closed: ["in_progress"],
};

export function allowedNext(status: TicketStatus): readonly TicketStatus[] {
  return transitions[status];
}

export function isOver(status: TicketStatus): boolean {
  return status === "resolved" || status === "closed";
}

/** Closed is final but for reopening within this many days (S19). */
export const REOPEN_DAYS = 14;

/** The last instant at which a resolved or closed ticket can be reopened: the end of the 14th local day after. */
export function reopenableUntil(overSince: string, timeZone: string): string {
  const zone = zoneOf(timeZone);
  const day = localDayOf(zone, Date.parse(overSince));
  return formatInstant(instantOfLocal(zone, (day + REOPEN_DAYS + 1) * DAY) - 1);
}

type Facts = {
  /** Side of the last public message. */
  lastPublic: "customer" | "desk" | "machine" | null;
  /** Has a human of the desk who is not the requester ever answered publicly? */
  answered: boolean;
  /** Is there a customer message without an answer after it (S14)? */
  unanswered: boolean;
};

/** Why the ticket cannot wait for the customer, or null (S14). */
export function whyNotWaiting({ lastPublic }: Facts): string | null {
  return lastPublic === "desk"
    ? null
    : "The last message is the customer's: answer it first, then wait for the customer. Nothing was changed.";
}

/** Why the ticket cannot be resolved as solved, or null (S13, S14). Duplicates, spam and withdrawn ones need no reply. */
export function whyNotSolved({ answered, unanswered }: Facts): string | null {
  if (!answered) return "Nobody has answered the customer yet: resolve it with a public reply. Nothing was changed.";
  if (unanswered) return "The customer's last message has no answer yet: resolve it with a reply. Nothing was changed.";
  return null;
}

const urgency: Record<TicketPriority, number> = { emergency: 3, high: 2, medium: 1, low: 0 };

/** Is the second priority less urgent than the first? Then a reason is needed (S9). */
export function isLowering(from: TicketPriority, to: TicketPriority): boolean {
  return urgency[to] < urgency[from];
}

export function moreUrgent(a: TicketPriority, b: TicketPriority): TicketPriority {
  return urgency[a] >= urgency[b] ? a : b;
}
