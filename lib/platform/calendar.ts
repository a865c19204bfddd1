/**
 * Local dates, instants and time zones without a library: the same arithmetic for deadlines, SLA clocks, buckets and retention.
 * A local date is "YYYY-MM-DD" or its day number since 1970-01-01; an instant is milliseconds since the epoch or ISO 8601 with zone.
 */

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** 0001-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z: what four digits of a year can say. */
export const FIRST_INSTANT = -62_135_596_800_000;
export const LAST_INSTANT = 253_402_300_799_999;

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

const DIGIT = 0;
const MARKS = Array.from("0000-00-00T00:00:00.000", (mark) => (mark === "0" ? DIGIT : mark.charCodeAt(0)));

function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days of a month (1–12) of the proleptic Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** Year, month (1–12) and day of a day number. */
export function civilOf(day: number): { year: number; month: number; day: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
  return {
    year,
    month: month < 10 ? month + 3 : month - 9,
    day: dayOfYear - Math.floor((153 * month + 2) / 5) + 1,
  };
}

function validDayNumber(year: number, month: number, day: number, text: string): number {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new RangeError(`No such date: ${text}`);
  }
  return dayNumber(year, month, day);
}

/** "2026-02-28" → day number. RangeError when it is no date of the calendar. */
export function parseLocalDate(text: string): number {
  const match = typeof text === "string" ? DATE.exec(text) : null;
  if (!match) throw new RangeError(`Not a date of the form YYYY-MM-DD: ${String(text)}`);
  return validDayNumber(Number(match[1]), Number(match[2]), Number(match[3]), text);
}

/** Day number → "YYYY-MM-DD". RangeError outside the years 0001 to 9999. */
export function formatLocalDate(day: number): string {
  const { year, month, day: dayOfMonth } = civilOf(day);
  if (!(year >= 1 && year <= 9999)) throw new RangeError("Date outside the years 0001 to 9999");
  return `${String(year).padStart(4, "0")}-${month < 10 ? "0" : ""}${month}-${dayOfMonth < 10 ? "0" : ""}${dayOfMonth}`;
}

/** ISO 8601 instant with zone → milliseconds; digits below a millisecond are cut. RangeError on anything else. */
export function parseInstant(text: string): number {
  const usual = parseUtc(text);
  if (usual !== null) return usual;
  const match = typeof text === "string" ? INSTANT.exec(text) : null;
  if (!match) throw new RangeError(`Not an ISO 8601 instant with a zone: ${String(text)}`);
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] = match;
  const date = validDayNumber(Number(year), Number(month), Number(day), text);
  const offset = sign ? (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -1 : 1) : 0;
  const millis = fraction ? Number(fraction.padEnd(3, "0").slice(0, 3)) : 0;
  const wall = date * DAY + Number(hour) * HOUR + Number(minute) * MINUTE + Number(second ?? 0) * 1000 + millis;
  return checkedInstant(wall - offset * MINUTE);
}

/** What `toISOString` writes, read ten times as fast as by the pattern; null for anything else, valid or not. */
function parseUtc(text: string): number | null {
  if (typeof text !== "string" || text.length !== 24 || !text.endsWith("Z")) return null;
  for (let i = 0; i < 23; i += 1) {
    const code = text.charCodeAt(i);
    const expected = MARKS[i] as number;
    if (expected === DIGIT ? code < 48 || code > 57 : code !== expected) return null;
  }
  const [year, month, day] = [number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)];
  const [hour, minute, second] = [number(text, 11, 13), number(text, 14, 16), number(text, 17, 19)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = validDayNumber(year, month, day, text);
  return date * DAY + hour * HOUR + minute * MINUTE + second * 1000 + number(text, 20, 23);
}

/** Milliseconds → "2026-01-12T08:05:00.000Z". RangeError outside the years 0001 to 9999. */
export function formatInstant(instant: number): string {
  return new Date(checkedInstant(instant)).toISOString();
}

function checkedInstant(instant: number): number {
  if (!(instant >= FIRST_INSTANT && instant <= LAST_INSTANT)) {
    throw new RangeError("Instant outside the years 0001 to 9999");
  }
  return instant;
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The same day of the month some months later (or earlier), clamped to the month's end: 31 January + 1 = 28 or 29 February. */
export function addMonths(day: number, months: number): number {
  if (!Number.isInteger(months)) throw new RangeError(`Not a whole number of months: ${months}`);
  const from = civilOf(day);
  const index = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return dayNumber(year, month, Math.min(from.day, daysInMonth(year, month)));
}

/** How often something recurs; `continuous` means at least daily, `per_event` has no rhythm. */
export type Recurrence = "continuous" | "daily" | "weekly" | "monthly" | "quarterly" | "annual" | "per_event";

/** The local date one recurrence later (months clamped), null for `per_event`. */
export function addRecurrence(day: number, recurrence: Recurrence): number | null {
  switch (recurrence) {
    case "continuous":
    case "daily":
      return day + 1;
    case "weekly":
      return day + 7;
    case "monthly":
      return addMonths(day, 1);
    case "quarterly":
      return addMonths(day, 3);
    case "annual":
      return addMonths(day, 12);
    case "per_event":
      return null;
  }
}

/** A zone's offsets: local wall time as milliseconds = instant + offsetAt(instant). */
export type Zone = { readonly name: string; offsetAt(instant: number): number };

type OffsetBlock = { first: number; at: number[]; to: number[] };

// No zone has had two changes that cancel within two weeks, so sampling at that step and bisecting finds them all.
const BLOCK = 2 ** 35;
const STEP = 14 * DAY;
const zones = new Map<string, Zone>();

/** The IANA zone of that name, with its changes found once and kept. RangeError when unknown; "+01:00" is no IANA zone. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  if (typeof name !== "string" || !/^[A-Za-z]/.test(name)) throw new RangeError(`Unknown time zone: ${String(name)}`);
  const zone = buildZone(name);
  if (zones.size >= 1000) zones.clear();
  zones.set(name, zone);
  return zone;
}

function wallClock(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone: name,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    throw new RangeError(`Unknown time zone: ${name}`);
  }
}

function buildZone(name: string): Zone {
  const clock = wallClock(name);
  const blocks = new Map<number, OffsetBlock>();

  function measure(instant: number): number {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = clock
      .format(instant)
      .split(/\D+/)
      .map(Number);
    const wall = dayNumber(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * 1000;
    return wall - Math.floor(instant / 1000) * 1000;
  }

  function build(index: number): OffsetBlock {
    const start = Math.max(index * BLOCK, FIRST_INSTANT + 2 * DAY);
    const end = Math.min((index + 1) * BLOCK, LAST_INSTANT - 2 * DAY) - 1;
    const block: OffsetBlock = { first: measure(start), at: [], to: [] };
    let offset = block.first;
    for (let low = start; low < end; low += STEP) {
      const high = Math.min(low + STEP, end);
      const after = measure(high);
      if (after === offset) continue;
      const change = firstInstantWhere(low, high, (instant) => measure(instant) === after);
      block.at.push(change);
      block.to.push(after);
      offset = after;
    }
    return block;
  }

  function offsetAt(instant: number): number {
    const clamped = Math.min(Math.max(instant, FIRST_INSTANT + 2 * DAY), LAST_INSTANT - 2 * DAY - 1);
    const index = Math.floor(clamped / BLOCK);
    let block = blocks.get(index);
    if (!block) {
      block = build(index);
      blocks.set(index, block);
    }
    const { at, to } = block;
    for (let i = at.length - 1; i >= 0; i -= 1) {
      if (clamped >= (at[i] as number)) return to[i] as number;
    }
    return block.first;
  }

  return { name, offsetAt };
}

/** The first instant in (low, high] for which `holds`, known to be false at `low` and true at `high`. */
export function firstInstantWhere(low: number, high: number, holds: (instant: number) => boolean): number {
  let [no, yes] = [low, high];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** The local date (day number) an instant falls on. */
export function localDayOf(zone: Zone, instant: number): number {
  return Math.floor((instant + zone.offsetAt(instant)) / DAY);
}

/**
 * Wall time (milliseconds as if it were UTC) → instant. A time that does not exist moves forward by the gap,
 * an ambiguous one is the earlier (RFC 5545 section 3.3.5; "compatible" in Temporal).
 */
export function instantOfLocal(zone: Zone, wall: number): number {
  const before = zone.offsetAt(wall - DAY);
  const after = zone.offsetAt(wall + DAY);
  if (before === after || zone.offsetAt(wall - before) === before) return wall - before;
  return zone.offsetAt(wall - after) === after ? wall - after : wall - before;
}

/** First instant of a local day; where midnight does not exist that is the change itself. */
export function startOfLocalDay(zone: Zone, day: number): number {
  const instant = instantOfLocal(zone, day * DAY);
  const offset = zone.offsetAt(instant);
  if (instant + offset === day * DAY) return instant;
  return firstInstantWhere(instant - DAY - HOUR, instant, (at) => zone.offsetAt(at) === offset);
}

/** A local ISO date as "5 October 2026", for sentences that leave the portal or stay in it as they were said. */
export function dayInWords(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}
