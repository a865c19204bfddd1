import { addMonths, civilOf, formatLocalDate, parseLocalDate, weekdayOf } from "@/lib/platform/calendar";

type Cadence = "daily" | "weekly" | "monthly" | "quarterly";
type Period = { from: string; to: string };

/**
 * The days a run is about, UTC. A snapshot is about the day it is taken. A period collector covers the last whole day, week
 * (Monday to Sunday), month or quarter when its schedule runs it, and the one that runs now, up to today, by hand.
 */
export function periodOf(
  { kind, cadence }: { kind: "snapshot" | "period"; cadence: Cadence },
  today: string,
  byHand: boolean,
): Period {
  if (kind === "snapshot") return { from: today, to: today };
  const day = parseLocalDate(today);
  const begin = beginOf(cadence, day);
  if (byHand) return { from: formatLocalDate(begin), to: today };
  return { from: formatLocalDate(beginOf(cadence, begin - 1)), to: formatLocalDate(begin - 1) };
}

/** The first day of the day, week, month or quarter that holds `day`. */
function beginOf(cadence: Cadence, day: number): number {
  if (cadence === "daily") return day;
  if (cadence === "weekly") return day - ((weekdayOf(day) + 6) % 7);
  const { day: dayOfMonth, month } = civilOf(day);
  const first = day - (dayOfMonth - 1);
  return cadence === "monthly" ? first : addMonths(first, -((month - 1) % 3));
}

export type RunState = "running" | "succeeded" | "failed";

/** How often a scheduled run of one period is tried before it waits for a person. */
export const mostAttempts = 3;

/** May a run of this period begin (again)? What succeeded never runs twice; by hand it is another run. */
export function mayBegin(earlier: { state: RunState; attempts: number } | null): boolean {
  return earlier === null || earlier.state !== "succeeded";
}

/** Is a source of another system due: nothing for its period yet, and not tried too often? */
export function isSourceDue(earlier: { state: RunState; attempts: number } | null): boolean {
  return mayBegin(earlier) && (earlier?.attempts ?? 0) < mostAttempts;
}
