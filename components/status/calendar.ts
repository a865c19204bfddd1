const locale = "en-GB";

export type LocalDay = { year: number; month: number; day: number };

/** The calendar day an instant falls on in an IANA zone. A plain date (`2026-11-26`) is that day in every zone. */
export function localDay(value: string | Date, zone: string): LocalDay {
  if (typeof value === "string" && isPlainDate(value)) {
    const [year = 0, month = 0, day = 0] = value.split("-").map(Number);
    return { year, month, day };
  }
  const parts = partsOf(value, { timeZone: zone, year: "numeric", month: "numeric", day: "numeric" });
  return { year: Number(parts.year), month: Number(parts.month), day: Number(parts.day) };
}

/** Whole calendar days from one day to another; negative when `to` lies before `from`. */
export function daysBetween(from: LocalDay, to: LocalDay): number {
  return Math.round(
    (Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / 86_400_000,
  );
}

/** `2026-11-26`, a date without a time. */
export function isPlainDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** "26 Nov 2026"; with `weekday` "Thu 26 Nov 2026"; without `year` "26 Nov". */
export function formatDay(
  value: string | Date,
  zone: string,
  { weekday = false, year = true }: { weekday?: boolean; year?: boolean } = {},
): string {
  const timeZone = typeof value === "string" && isPlainDate(value) ? "UTC" : zone;
  const parts = partsOf(value, { timeZone, weekday: "short", day: "numeric", month: "short", year: "numeric" });
  // British English alone would write "Sept", and columns of dates would not line up.
  const month = parts.month?.slice(0, 3);
  return [weekday ? parts.weekday : "", parts.day, month, year ? parts.year : ""].filter(Boolean).join(" ");
}

/** "14:02", 24 hours. */
export function formatTime(value: string | Date, zone: string): string {
  return formatterOf({ timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(value));
}

/** "Thu 26 Nov 2026, 14:02 CET": what stands behind a relative time. */
export function formatExact(value: string | Date, zone: string): string {
  if (typeof value === "string" && isPlainDate(value)) return formatDay(value, zone, { weekday: true });
  const name = partsOf(value, { timeZone: zone, hour: "2-digit", timeZoneName: "short" }).timeZoneName ?? zone;
  return `${formatDay(value, zone, { weekday: true })}, ${formatTime(value, zone)} ${name}`;
}

function partsOf(value: string | Date, options: Intl.DateTimeFormatOptions): Partial<Record<string, string>> {
  const parts = formatterOf(options).formatToParts(new Date(value));
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs forty times as much as using it. There are few kinds of them, in the zones of the organisations. */
function formatterOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, formatter);
  return formatter;
}
