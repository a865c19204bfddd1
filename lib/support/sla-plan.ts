import { addBusinessTime, businessSecondsBetween, type Calendar, type Pause } from "./sla-clock";
import { warningAt } from "./sla-rules";

export type Plan = { countFrom: string; countSeconds: number; dueAt: string | null; warnAt: string | null };

/** Due and warning of a count from an instant; both null while an open pause stands before due (S1, S17). ISO instants, seconds. */
export function plan(countFrom: string, countSeconds: number, calendar: Calendar, pauses: readonly Pause[] = []): Plan {
  const dueAt = addBusinessTime(countFrom, countSeconds, calendar, pauses);
  const warnAt = dueAt === null ? null : warningAt({ dueAt, targetSeconds: countSeconds, calendar, pauses });
  return { countFrom, countSeconds, dueAt, warnAt };
}

/**
 * A running metric after its target, calendar or pauses changed at `changedAt`: counted again from its start with the pauses so
 * far; when that lies before the change, a quarter of the new target from the change instead, and it says so (S9).
 */
export function replan(input: {
  startedAt: string;
  targetSeconds: number;
  calendar: Calendar;
  pauses: readonly Pause[];
  changedAt: string;
}): Plan & { rebased: boolean } {
  const { startedAt, targetSeconds, calendar, pauses, changedAt } = input;
  const fromStart = plan(startedAt, targetSeconds, calendar, pauses);
  if (fromStart.dueAt === null || Date.parse(fromStart.dueAt) >= Date.parse(changedAt)) {
    return { ...fromStart, rebased: false };
  }
  const quarter = Math.max(1, Math.ceil(targetSeconds / 4));
  return { ...plan(changedAt, quarter, calendar, pauses), rebased: true };
}

/** Is at most a quarter of the count left at this instant? Then lowering the priority asks for a manager (S9). */
export function inLastQuarter(
  clock: { countFrom: string; countSeconds: number },
  at: string,
  calendar: Calendar,
  pauses: readonly Pause[],
): boolean {
  const used = businessSecondsBetween(clock.countFrom, at, calendar, pauses);
  return used >= clock.countSeconds * 0.75;
}
