import { daysBetween, formatDay, formatTime, localDay } from "./calendar";

/**
 * An instant in words as seen from `now` in a zone: "just now", "12 minutes ago", "3 hours ago", "yesterday 14:02",
 * "tomorrow 09:00", "in 5 days", and beyond a week the date (with the year when it is another one).
 */
export function relativeWords(value: string | Date, now: string | Date, zone: string): string {
  const seconds = Math.round((new Date(value).getTime() - new Date(now).getTime()) / 1000);
  const distance = Math.abs(seconds);
  const said = (count: number, unit: string) => {
    const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
    return seconds < 0 ? `${words} ago` : `in ${words}`;
  };
  if (distance < 45) return seconds <= 0 ? "just now" : "in a moment";
  if (distance < 3600) return said(Math.max(1, Math.floor(distance / 60)), "minute");

  const there = localDay(value, zone);
  const here = localDay(now, zone);
  const days = daysBetween(here, there);
  if (days === 0) return said(Math.floor(distance / 3600), "hour");
  if (days === -1) return `yesterday ${formatTime(value, zone)}`;
  if (days === 1) return `tomorrow ${formatTime(value, zone)}`;
  if (Math.abs(days) < 7) return said(Math.abs(days), "day");
  return formatDay(value, zone, { year: there.year !== here.year });
}
