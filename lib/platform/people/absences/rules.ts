import { civilOf, parseLocalDate } from "../../calendar";
import { LONGEST_DAYS } from "./schema";

/** Local ISO dates, both included; without a last day while nobody knows. */
export type Days = { firstDay: string; lastDay: string | null };

/** What is wrong with these days, per field; null when nothing is. Afterwards at most a year back, beforehand at most two years ahead. */
export function daysProblem({ firstDay, lastDay }: Days, today: string): { field: keyof Days; message: string } | null {
  const [first, now] = [parseLocalDate(firstDay), parseLocalDate(today)];
  if (first < now - 366) return { field: "firstDay", message: "Choose a day of the last twelve months or later." };
  if (first > now + 731) return { field: "firstDay", message: "Choose a day within the next two years." };
  if (lastDay === null) return null;
  const last = parseLocalDate(lastDay);
  if (last < first) return { field: "lastDay", message: "Choose the first day or a later one." };
  if (last >= first + LONGEST_DAYS)
    return { field: "lastDay", message: "Choose a day within three years, or leave it empty." };
  return null;
}

/** Whether two absences share a day. */
export function overlap(one: Days, other: Days): boolean {
  const ends = (days: Days) => days.lastDay ?? "9999-12-31";
  return one.firstDay <= ends(other) && other.firstDay <= ends(one);
}

export type AbsenceState = "coming" | "away" | "over" | "withdrawn";

/** How an absence stands on a day. */
export function absenceState(
  { firstDay, lastDay, withdrawn }: Days & { withdrawn: boolean },
  today: string,
): AbsenceState {
  if (withdrawn) return "withdrawn";
  if (firstDay > today) return "coming";
  return lastDay === null || lastDay >= today ? "away" : "over";
}

const months = "January February March April May June July August September October November December".split(" ");

/** "3–17 August 2026", "28 December 2026 – 3 January 2027", "3 August 2026", "from 3 August 2026"; local ISO dates. */
export function daysWords({ firstDay, lastDay }: Days): string {
  const [first, last] = [civilOf(parseLocalDate(firstDay)), lastDay === null ? null : civilOf(parseLocalDate(lastDay))];
  const month = (at: { month: number }) => months[at.month - 1];
  const whole = `${first.day} ${month(first)} ${first.year}`;
  if (!last) return `from ${whole}`;
  if (firstDay === lastDay) return whole;
  const end = `${last.day} ${month(last)} ${last.year}`;
  if (first.year !== last.year) return `${whole} – ${end}`;
  return first.month === last.month ? `${first.day}–${end}` : `${first.day} ${month(first)} – ${end}`;
}
