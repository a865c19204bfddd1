import {
  addMonths,
  civilOf,
  firstInstantWhere,
  formatInstant,
  formatLocalDate,
  HOUR,
  localDayOf,
  parseInstant,
  startOfLocalDay,
  weekdayOf,
  type Zone,
  zoneOf,
} from "../platform/calendar";
import type { Timeframe } from "./schema";

/** Half-open: from ≤ t < to, ISO instants. `localDate`: the date of its beginning in the organisation's zone. */
export type Bucket = { from: string; to: string; localDate: string };

/** `to` is the end of the bucket that holds `now`; `previous` is the equal period before, for deltas. */
export type TimeframePeriod = {
  from: string;
  to: string;
  previous: { from: string; to: string };
  buckets: readonly Bucket[];
};

/** How many buckets each timeframe shows: 15 minutes, 24 hours, 30 days, 12 weeks, 12 months, 4 quarters, 5 years. */
const BUCKETS: Record<Timeframe, number> = {
  realtime: 15,
  hourly: 24,
  daily: 30,
  weekly: 12,
  monthly: 12,
  quarterly: 4,
  yearly: 5,
};
const MINUTE = 60_000;

/**
 * Calendar buckets in the organisation's zone, the last one holding `now`. Weeks begin on Monday (ISO 8601); quarters and years
 * begin with the fiscal year, which starts `fiscalOffsetMonths` (0–11) months after January.
 * RangeError: bad instant, unknown zone, offset out of range.
 */
export function periodOf(timeframe: Timeframe, now: string, timeZone: string, fiscalOffsetMonths = 0): TimeframePeriod {
  if (!Number.isInteger(fiscalOffsetMonths) || fiscalOffsetMonths < 0 || fiscalOffsetMonths > 11) {
    throw new RangeError(`A fiscal year starts 0 to 11 months after January, not ${fiscalOffsetMonths}`);
  }
  const zone = zoneOf(timeZone);
  const instant = parseInstant(now);
  const count = BUCKETS[timeframe];
  const edges =
    timeframe === "realtime" || timeframe === "hourly"
      ? clockEdges(zone, instant, timeframe === "hourly" ? HOUR : MINUTE, count)
      : calendarEdges(timeframe, zone, instant, fiscalOffsetMonths, count);
  const at = (index: number) => formatInstant(edges[index] as number);
  const buckets = Array.from({ length: count }, (_, i) => ({
    from: at(count + i),
    to: at(count + i + 1),
    localDate: formatLocalDate(localDayOf(zone, edges[count + i] as number)),
  }));
  return { from: at(count), to: at(2 * count), previous: { from: at(0), to: at(count) }, buckets };
}

/** Starts of local minutes or hours, walking back through changes of the clock: a repeated hour is two buckets. */
function clockEdges(zone: Zone, now: number, unit: number, count: number): number[] {
  const edges = [endOfUnit(zone, now, unit)];
  let at = now;
  for (let i = 0; i < 2 * count; i += 1) {
    const start = startOfUnit(zone, at, unit);
    edges.unshift(start);
    at = start - 1;
  }
  return edges;
}

function startOfUnit(zone: Zone, instant: number, unit: number): number {
  const offset = zone.offsetAt(instant);
  const start = Math.floor((instant + offset) / unit) * unit - offset;
  if (zone.offsetAt(start) === offset) return start;
  return firstInstantWhere(start, instant, (at) => zone.offsetAt(at) === offset);
}

function endOfUnit(zone: Zone, instant: number, unit: number): number {
  const offset = zone.offsetAt(instant);
  const end = (Math.floor((instant + offset) / unit) + 1) * unit - offset;
  if (zone.offsetAt(end - 1) === offset) return end;
  return firstInstantWhere(instant, end - 1, (at) => zone.offsetAt(at) !== offset);
}

type Span = "daily" | "weekly" | "monthly" | "quarterly" | "yearly";
const MONTHS: Record<"monthly" | "quarterly" | "yearly", number> = { monthly: 1, quarterly: 3, yearly: 12 };

function calendarEdges(
  timeframe: Exclude<Timeframe, "realtime" | "hourly">,
  zone: Zone,
  now: number,
  fiscal: number,
  count: number,
) {
  const today = localDayOf(zone, now);
  const first = firstDayOf(timeframe, today, fiscal);
  const step = (n: number) => stepFrom(timeframe, first, n);
  return Array.from({ length: 2 * count + 1 }, (_, i) => startOfLocalDay(zone, step(i - 2 * count + 1)));
}

function firstDayOf(span: Span, day: number, fiscal: number): number {
  if (span === "daily") return day;
  if (span === "weekly") return day - ((weekdayOf(day) + 6) % 7);
  const { month, day: dayOfMonth } = civilOf(day);
  const into = (month - 1 - fiscal + 12) % MONTHS[span];
  return addMonths(day - dayOfMonth + 1, -into);
}

function stepFrom(span: Span, first: number, n: number): number {
  if (span === "daily") return first + n;
  if (span === "weekly") return first + 7 * n;
  return addMonths(first, n * MONTHS[span]);
}
