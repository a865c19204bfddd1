import { formatLocalDate, parseLocalDate } from "../platform/calendar";
import type { AssignmentStatus, VersionStatus } from "./schema";

type Transitions = Record<VersionStatus, readonly VersionStatus[]>;

/** The life of a version (P2); a rejected review returns to draft with its comments. */
export const VERSION_TRANSITIONS: Transitions = {
  draft: ["in_review"],
  in_review: ["approved", "draft"],
  approved: ["published"],
  published: ["superseded", "retired"],
  superseded: [],
  retired: [],
};

/** P4: an emergency publication skips the approval; unconfirmed after 72 hours it goes and the version before it is back in force. */
export const EMERGENCY_TRANSITIONS: Transitions = {
  draft: ["published"],
  in_review: ["published"],
  approved: [],
  published: ["retired"],
  superseded: ["published"],
  retired: [],
};

export const EMERGENCY_CONFIRMATION_HOURS = 72;

/** Whether a version may go from one state to another; `emergency` only for an emergency publication and its undoing. */
export function canTransition(
  from: VersionStatus,
  to: VersionStatus,
  route: "ordinary" | "emergency" = "ordinary",
): boolean {
  return (route === "emergency" ? EMERGENCY_TRANSITIONS : VERSION_TRANSITIONS)[from].includes(to);
}

/** P3: neither the author nor anybody who edited the version's text approves it. */
export function mayApprove(version: { authorId: string; editorIds: readonly string[]; approverId: string }): boolean {
  return version.approverId !== version.authorId && !version.editorIds.includes(version.approverId);
}

export const DEFAULT_DUE_DAYS = 14;
/** Local ISO dates, both included. */
export type Span = { from: string; to: string };

/**
 * The last day of a duty that is counted from a day and would end on `base`: days of a recorded absence (both ends included) do not run.
 * The database says the same of everybody at once (`person_due_on`). RangeError on impossible dates or an end before a beginning.
 */
export function notCounting(absences: readonly Span[], countedFrom: string, base: string): string {
  const from = parseLocalDate(countedFrom);
  const spans = absences.map((absence) => ({ from: parseLocalDate(absence.from), to: parseLocalDate(absence.to) }));
  spans.sort((a, b) => a.from - b.from);
  let due = parseLocalDate(base);
  let counted = from;
  for (const span of spans) {
    if (span.to < span.from) throw new RangeError("An absence ends before it begins");
    if (span.from > due || span.to <= counted) continue;
    due += span.to - Math.max(span.from - 1, counted);
    counted = span.to;
  }
  return formatLocalDate(due);
}

/** From which day a duty is counted, its last day if nobody had been away, and the last day as it is. Local ISO dates. */
export type DutyTime = { countedFrom: string; baseDueOn: string; dueOn: string };

/**
 * The time for a duty (P12): `days` after publication, for new starters after their start date, and not before the text is in force;
 * days of a recorded absence do not run. RangeError on impossible dates, on days that are not whole or below 0.
 */
export function dutyTime(input: {
  publishedOn: string;
  startedOn?: string;
  days?: number;
  effectiveFrom?: string;
  absences?: readonly Span[];
}): DutyTime {
  const { publishedOn, startedOn, days = DEFAULT_DUE_DAYS, effectiveFrom, absences = [] } = input;
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`Not a number of days: ${days}`);
  const from = Math.max(parseLocalDate(publishedOn), startedOn ? parseLocalDate(startedOn) : Number.NEGATIVE_INFINITY);
  const inForce = effectiveFrom && effectiveFrom > publishedOn ? parseLocalDate(effectiveFrom) : from;
  const [countedFrom, baseDueOn] = [formatLocalDate(from), formatLocalDate(Math.max(from + days, inForce))];
  return { countedFrom, baseDueOn, dueOn: notCounting(absences, countedFrom, baseDueOn) };
}

/** A share that carries its numbers; `rate` 0–1, null where there is nothing to divide by (P19). */
export type Figure = { numerator: number; denominator: number; rate: number | null };

/** RangeError unless 0 ≤ numerator ≤ denominator, both whole. */
export function figure(numerator: number, denominator: number): Figure {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || numerator < 0) {
    throw new RangeError(`Not counts: ${numerator} of ${denominator}`);
  }
  if (numerator > denominator) throw new RangeError(`More than all: ${numerator} of ${denominator}`);
  return { numerator, denominator, rate: denominator === 0 ? null : numerator / denominator };
}

/** One person and version, or one person and course. Local dates in the organisation's zone. */
export type Duty = { status: AssignmentStatus; dueOn: string; doneOn: string | null };

/** Exempted and withdrawn ones are in no figure (P19). */
export const isAssigned = (duty: Duty): boolean => duty.status !== "exempted" && duty.status !== "withdrawn";

/** Its last day has passed. `today`: local date. */
export const isDue = (duty: Duty, today: string): boolean => isAssigned(duty) && duty.dueOn < today;

export const isOnTime = ({ doneOn, dueOn }: Duty): boolean => doneOn !== null && doneOn <= dueOn;

/** Acknowledged (or passed) ÷ assigned; exempted and withdrawn ones are in neither (P19). */
export function completionRate(duties: readonly Duty[]): Figure {
  const assigned = duties.filter(isAssigned);
  return figure(assigned.filter(({ doneOn }) => doneOn !== null).length, assigned.length);
}

/** The policy score (P19): done on time ÷ due, due meaning that the last day has passed. `today`: local date. */
export function onTimeRate(duties: readonly Duty[], today: string): Figure {
  parseLocalDate(today);
  const due = duties.filter((duty) => isDue(duty, today));
  return figure(due.filter(isOnTime).length, due.length);
}

/** Overdue is a matter of dates, not of when a job looked: open, and the last day has passed. */
export function isOverdue(duty: Duty, today: string): boolean {
  return isAssigned(duty) && duty.doneOn === null && parseLocalDate(duty.dueOn) < parseLocalDate(today);
}
