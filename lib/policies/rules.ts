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
const LONGEST_ABSENCES = 3660;

/**
 * The last day to acknowledge (P12): `days` after publication, for new starters after their start date; days of a recorded absence
 * (both ends included) do not run. Local ISO dates; RangeError on impossible ones, on days that are not whole or below 0.
 */
export function assignmentDueDate(input: {
  publishedOn: string;
  startedOn?: string;
  days?: number;
  absences?: readonly { from: string; to: string }[];
}): string {
  const { publishedOn, startedOn, days = DEFAULT_DUE_DAYS, absences = [] } = input;
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`Not a number of days: ${days}`);
  const from = Math.max(parseLocalDate(publishedOn), startedOn ? parseLocalDate(startedOn) : Number.NEGATIVE_INFINITY);
  const spans = absences.map((absence) => ({ from: parseLocalDate(absence.from), to: parseLocalDate(absence.to) }));
  spans.sort((a, b) => a.from - b.from);
  let due = from + days;
  let counted = from;
  for (const span of spans) {
    if (span.to < span.from) throw new RangeError("An absence ends before it begins");
    if (span.from > due || span.to <= counted) continue;
    due += span.to - Math.max(span.from - 1, counted);
    counted = span.to;
    if (due - from > days + LONGEST_ABSENCES) throw new RangeError("Absences of more than ten years");
  }
  return formatLocalDate(due);
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
