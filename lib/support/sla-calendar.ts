import {
  DAY,
  FIRST_INSTANT,
  instantOfLocal,
  LAST_INSTANT,
  localDayOf,
  parseLocalDate,
  startOfLocalDay,
  weekdayOf,
  type Zone,
  zoneOf,
} from "../platform/calendar";

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/**
 * Opening hours: half-open local intervals per weekday ("09:00" to "17:00", "24:00" as an end, overnight as two) in an IANA zone;
 * holidays are local dates of that zone. An object is read once and remembered: make a new one to change it (S7).
 */
export type Calendar = {
  timeZone: string;
  hours: Partial<Record<Weekday, readonly (readonly [open: string, close: string])[]>>;
  holidays: readonly string[];
};

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const satisfies readonly Weekday[];
const MINUTE = 60_000;
const BLOCK_DAYS = 64;
const FIRST_BLOCK = Math.floor(FIRST_INSTANT / DAY / BLOCK_DAYS) + 1;
const LAST_BLOCK = Math.floor(LAST_INSTANT / DAY / BLOCK_DAYS) - 1;
const MAX_BLOCKS = 4096;

/** The open intervals of 64 local days as instants: ascending, disjoint, half-open; `total` is their length. */
export type Block = { opens: Float64Array; closes: Float64Array; total: number };

/** A calendar read and checked, its intervals worked out block by block and kept. */
export type Compiled = {
  /** The block with which a walk forward from the instant must begin, and the one with which a walk back must. */
  blockBefore(instant: number): number;
  blockAfter(instant: number): number;
  /** Null outside the years 0001 to 9999. */
  block(index: number): Block | null;
};

const compiledOf = new WeakMap<Calendar, Compiled>();

/** Read a calendar once per object. RangeError: no open hours, impossible times or dates, overlaps, unknown zone (S6). */
export function compile(calendar: Calendar): Compiled {
  const known = compiledOf.get(calendar);
  if (known) return known;
  const zone = zoneOf(calendar.timeZone);
  const hours = readHours(calendar.hours);
  const holidays = new Set(calendar.holidays.map(parseLocalDate));
  const blocks = new Map<number, Block>();

  const compiled: Compiled = {
    // Where the clock goes back over midnight an instant of one date lies behind the beginning of the next: hence a day of margin.
    blockBefore: (instant) => clampBlock(Math.floor((localDayOf(zone, instant) - 1) / BLOCK_DAYS)),
    blockAfter: (instant) => clampBlock(Math.floor((localDayOf(zone, instant) + 1) / BLOCK_DAYS)),
    block(index) {
      if (index < FIRST_BLOCK || index > LAST_BLOCK) return null;
      let block = blocks.get(index);
      if (!block) {
        if (blocks.size >= MAX_BLOCKS) blocks.clear();
        block = buildBlock(index * BLOCK_DAYS, zone, hours, holidays);
        blocks.set(index, block);
      }
      return block;
    },
  };
  compiledOf.set(calendar, compiled);
  return compiled;
}

function clampBlock(index: number): number {
  return Math.min(Math.max(index, FIRST_BLOCK - 1), LAST_BLOCK + 1);
}

type Hours = readonly (readonly (readonly [open: number, close: number])[])[];

/**
 * The union of the opening hours of 64 days, cut at the instants at which the first begins and the last ends. A time moved out of
 * a gap can overlap or overtake the next interval and reach into the next day (S4): hence the union, and the day before. A date
 * that never was (Samoa, 30 December 2011) has no hours.
 */
function buildBlock(firstDay: number, zone: Zone, hours: Hours, holidays: ReadonlySet<number>): Block {
  const from = startOfLocalDay(zone, firstDay);
  const to = startOfLocalDay(zone, firstDay + BLOCK_DAYS);
  const spans: [open: number, close: number][] = [];
  for (let day = firstDay - 1; day < firstDay + BLOCK_DAYS; day += 1) {
    const intervals = hours[weekdayOf(day)] ?? [];
    if (intervals.length === 0 || holidays.has(day)) continue;
    const midnight = day * DAY;
    const offset = zone.offsetAt(midnight - DAY);
    const steady = offset === zone.offsetAt(midnight + 2 * DAY);
    if (!steady && startOfLocalDay(zone, day) === startOfLocalDay(zone, day + 1)) continue;
    for (const [open, close] of intervals) {
      // Nearly every day is far from any change of the clock and needs no search.
      if (steady) spans.push([midnight + open - offset, midnight + close - offset]);
      else spans.push([instantOfLocal(zone, midnight + open), instantOfLocal(zone, midnight + close)]);
    }
  }
  spans.sort((a, b) => a[0] - b[0]);
  const opens: number[] = [];
  const closes: number[] = [];
  let total = 0;
  let reached = from;
  for (const [openAt, closeAt] of spans) {
    const open = Math.max(openAt, reached);
    const close = Math.min(closeAt, to);
    if (close <= open) continue;
    reached = close;
    opens.push(open);
    closes.push(close);
    total += close - open;
  }
  return { opens: Float64Array.from(opens), closes: Float64Array.from(closes), total };
}

function readHours(hours: Calendar["hours"]): Hours {
  for (const key of Object.keys(hours)) {
    if (!(WEEKDAYS as readonly string[]).includes(key)) throw new RangeError(`Not a weekday: ${key}`);
  }
  const read = WEEKDAYS.map((weekday) => {
    const intervals = (hours[weekday] ?? []).map(([open, close]) => readInterval(weekday, open, close));
    intervals.sort((a, b) => a[0] - b[0]);
    for (let i = 1; i < intervals.length; i += 1) {
      if ((intervals[i]?.[0] ?? 0) < (intervals[i - 1]?.[1] ?? 0)) {
        throw new RangeError(`Opening hours overlap on ${weekday}`);
      }
    }
    return intervals;
  });
  if (read.every((intervals) => intervals.length === 0)) throw new RangeError("A calendar needs open hours");
  return read;
}

function readInterval(weekday: Weekday, open: string, close: string): readonly [number, number] {
  const from = readTime(open);
  const to = close === "24:00" ? DAY : readTime(close);
  if (to <= from) throw new RangeError(`Closing must come after opening on ${weekday}: ${open} to ${close}`);
  return [from, to];
}

function readTime(text: string): number {
  const match = typeof text === "string" ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) : null;
  if (!match) throw new RangeError(`Not a time of day of the form HH:MM: ${String(text)}`);
  return (Number(match[1]) * 60 + Number(match[2])) * MINUTE;
}
