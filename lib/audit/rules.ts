import {
  addMonths,
  addRecurrence,
  DAY,
  formatInstant,
  formatLocalDate,
  parseInstant,
  parseLocalDate,
  type Recurrence,
} from "../platform/calendar";
import type { EvidenceFreshness, EvidenceStatus, RetentionClass } from "./schema";

const PERIODS: Record<RetentionClass, { months: number } | { days: number }> = {
  seven_years: { months: 84 },
  six_years: { months: 72 },
  three_years: { months: 36 },
  one_year: { months: 12 },
  six_months: { months: 6 },
  ninety_days: { days: 90 },
};

/**
 * The end of retention: calendar arithmetic in UTC, the time of day kept, 29 February → 28 February, never a number of days for
 * months and years. In and out: ISO instant. RangeError on a bad one.
 */
export function retainUntil(from: string, retentionClass: RetentionClass): string {
  const instant = parseInstant(from);
  const day = Math.floor(instant / DAY);
  const period = PERIODS[retentionClass];
  const end = "days" in period ? day + period.days : addMonths(day, period.months);
  return formatInstant(end * DAY + (instant - day * DAY));
}

/** E5: retention of evidence runs from the later of collection and the end of the effective period. ISO instants. */
export function retainEvidenceUntil(
  evidence: { collectedAt: string; effectiveTo: string | null },
  retentionClass: RetentionClass,
): string {
  const { collectedAt, effectiveTo } = evidence;
  const later = effectiveTo !== null && parseInstant(effectiveTo) > parseInstant(collectedAt);
  return retainUntil(later ? effectiveTo : collectedAt, retentionClass);
}

/** E5: a person may extend retain-until, never shorten it. ISO instants. */
export function mayChangeRetention(current: string, proposed: string): boolean {
  return parseInstant(proposed) >= parseInstant(current);
}

/**
 * E3, for each version: draft → submitted → approved or rejected; a new version supersedes (a draft at once, an approved one
 * when the new one is approved), retention ends in disposal (E6). The database has the same table.
 */
export const EVIDENCE_TRANSITIONS: Record<EvidenceStatus, readonly EvidenceStatus[]> = {
  draft: ["submitted", "superseded", "disposed"],
  submitted: ["approved", "rejected"],
  approved: ["superseded", "disposed"],
  rejected: ["superseded", "disposed"],
  superseded: ["disposed"],
  disposed: [],
};

export function canTransition(from: EvidenceStatus, to: EvidenceStatus): boolean {
  return EVIDENCE_TRANSITIONS[from].includes(to);
}

/** Days before next due from which evidence is "due soon": long enough to collect it, short beside the cadence. */
const DUE_SOON_DAYS: Record<Exclude<Recurrence, "per_event">, number> = {
  continuous: 0,
  daily: 0,
  weekly: 1,
  monthly: 7,
  quarterly: 14,
  annual: 30,
};

/**
 * E9: next due = end of the effective period + the control's cadence. Stale from the day after, due soon some days before
 * and on the day itself; without evidence missing; what comes per event has no next due and stays current.
 * Local ISO dates; RangeError on impossible ones.
 */
export function freshness(
  effectiveTo: string | null,
  cadence: Recurrence,
  today: string,
): { state: EvidenceFreshness; nextDue: string | null } {
  const now = parseLocalDate(today);
  if (effectiveTo === null) return { state: "missing", nextDue: null };
  const due = addRecurrence(parseLocalDate(effectiveTo), cadence);
  if (due === null || cadence === "per_event") return { state: "current", nextDue: null };
  const nextDue = formatLocalDate(due);
  if (now > due) return { state: "stale", nextDue };
  return { state: due - now <= DUE_SOON_DAYS[cadence] ? "due_soon" : "current", nextDue };
}
