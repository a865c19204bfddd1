import { localDayOf, parseInstant, parseLocalDate, zoneOf } from "../platform/calendar";
import type { RequestKind, RequestStatus, VerificationLevel } from "./schema";

/**
 * What may follow what. Guards (level, second person, preview, tasks done) are the commands'; withdrawing ends with the first
 * irreversible step (C13), which the command checks too.
 */
export const REQUEST_TRANSITIONS: Record<RequestStatus, readonly RequestStatus[]> = {
  received: ["identity_pending", "in_review", "duplicate", "withdrawn"],
  identity_pending: ["in_review", "closed_unverified", "refused", "withdrawn"],
  in_review: ["clarification_pending", "approved", "refused", "withdrawn"],
  clarification_pending: ["in_review", "withdrawn"],
  approved: ["executing", "refused", "withdrawn"],
  executing: ["awaiting_delivery", "on_hold", "failed", "withdrawn"],
  on_hold: ["executing", "withdrawn"],
  failed: ["executing", "withdrawn"],
  awaiting_delivery: ["fulfilled", "partially_fulfilled", "withdrawn"],
  fulfilled: [],
  partially_fulfilled: [],
  refused: [],
  withdrawn: [],
  closed_unverified: [],
  duplicate: [],
};

/** Whether a request may go from one state to another; final states are immutable (C15). */
export function canTransition(from: RequestStatus, to: RequestStatus): boolean {
  return REQUEST_TRANSITIONS[from].includes(to);
}

/** Fulfilled, refused and the like: nothing follows, a re-opening is a linked request with its own clock (C15). */
export function isFinal(status: RequestStatus): boolean {
  return REQUEST_TRANSITIONS[status].length === 0;
}

export type VerificationFacts = {
  /** The data concerned contains special categories [GDPR 9]. */
  specialCategories: boolean;
  /** The one-time code went to the contact point the data is filed under. */
  filedContactConfirmed: boolean;
  /** An officer has reasonable doubt about the identity [12(6)]. */
  doubt: boolean;
  /** For objection: against direct marketing [21(2)]. */
  directMarketing?: boolean;
  /** No data is held about the subject. */
  nothingHeld?: boolean;
};

const LEVELS = ["L0", "L1", "L2", "L3"] as const satisfies readonly VerificationLevel[];

/** "none": verification may not be required. "contact": L1. "match": L1 when the filed contact answered and no doubt, else L2. */
const VERIFICATION: Record<RequestKind, "none" | "contact" | "match"> = {
  consent_withdrawal: "none",
  opt_out: "none",
  limit: "none",
  admt_opt_out: "none",
  rectification: "contact",
  restriction: "contact",
  objection: "contact",
  automated_decision: "contact",
  correct: "contact",
  know_categories: "contact",
  access: "match",
  portability: "match",
  erasure: "match",
  know_specific: "match",
  delete: "match",
  admt_access: "match",
};

/**
 * The level of identity a request needs before anything is disclosed or changed (C4, C6) [GDPR 12(6); 11 CCR 7060].
 * L0 stays L0 whatever the data; special categories ask one level more; "nothing held" is answered at L1.
 */
export function requiredLevel(kind: RequestKind, facts: VerificationFacts): VerificationLevel {
  const rule = kind === "objection" && facts.directMarketing ? "none" : VERIFICATION[kind];
  if (rule === "none") return "L0";
  if (facts.nothingHeld) return "L1";
  const plain = rule === "match" && (facts.doubt || !facts.filedContactConfirmed) ? 2 : 1;
  return LEVELS[plain + (facts.specialCategories ? 1 : 0)] ?? "L3";
}

/** Whether the level reached is at least the level required. */
export function isVerified(reached: VerificationLevel, required: VerificationLevel): boolean {
  return LEVELS.indexOf(reached) >= LEVELS.indexOf(required);
}

/** Local days from today to the due date, negative when it has passed. `due`: local date; `now`: ISO instant. */
export function daysLeft(due: string, now: string, timeZone: string): number {
  return parseLocalDate(due) - localDayOf(zoneOf(timeZone), parseInstant(now));
}

/** Overdue from `endsAt` on (its instant included); never while an admissible pause is open. */
export function isOverdue(endsAt: string | null, now: string): boolean {
  return endsAt !== null && parseInstant(now) >= parseInstant(endsAt);
}
