import type { Tone } from "../ui/tone";
import { daysBetween, formatDay, formatTime, isPlainDate, localDay } from "./calendar";

export type DeadlineWords = { tone: Tone; words: string; date: string };

/**
 * How a deadline is said and how loudly: neutral over ten days, info up to ten, warning under five, danger once late.
 * @param due an instant (late from that second on) or a plain date (late from the day after)
 * @param now the instant of looking
 * @param zone the organisation's IANA zone, whose calendar days are counted
 */
export function deadlineWords(due: string, now: string | Date, zone: string): DeadlineWords {
  const today = localDay(now, zone);
  const dueDay = localDay(due, zone);
  const days = daysBetween(today, dueDay);
  const late = isPlainDate(due) ? days < 0 : new Date(due).getTime() < new Date(now).getTime();
  const date = formatDay(due, zone, { weekday: true, year: dueDay.year !== today.year });
  if (late) return { tone: "danger", words: lateWords(due, -days, zone), date };
  return { tone: days < 5 ? "warning" : days <= 10 ? "info" : "neutral", words: aheadWords(due, days, zone), date };
}

function lateWords(due: string, days: number, zone: string): string {
  if (days === 0) return `late since ${formatTime(due, zone)}`;
  return days === 1 ? "1 day late" : `${days} days late`;
}

function aheadWords(due: string, days: number, zone: string): string {
  if (days === 0) return isPlainDate(due) ? "today" : `today ${formatTime(due, zone)}`;
  return days === 1 ? "tomorrow" : `in ${days} days`;
}
