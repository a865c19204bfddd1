import {
  addMonths,
  formatInstant,
  formatLocalDate,
  HOUR,
  localDayOf,
  parseInstant,
  parseLocalDate,
  startOfLocalDay,
  weekdayOf,
  zoneOf,
} from "../platform/calendar";
import type { Regulation, RequestKind } from "./schema";

/** A question to the subject: local dates of asking and answering, `to` null while it is open. */
export type DeadlinePause = { reason: "identity" | "clarification" | "fee"; from: string; to: string | null };

export type DueDateInput = {
  /** ISO instant of receipt. */
  received: string;
  /** IANA zone of the organisation. */
  timeZone: string;
  regulation: Regulation;
  kind: RequestKind;
  /** Further months (GDPR, UK GDPR: 1 or 2); under the CCPA 1 means 45 more days. */
  extended?: false | 1 | 2;
  /** Local dates that are no working days, beside Saturdays and Sundays. */
  holidays: ReadonlySet<string>;
  pauses?: readonly DeadlinePause[];
};

/** `base`: the statutory day; `rawDue`: moved to a working day; `due`: with the pauses; `endsAt`: the instant from which it is overdue. */
export type DueDate = { base: string; rawDue: string; due: string; endsAt: string | null };

/** Nobody can hold a request open by never answering: a question pauses for 90 days at most, then it is closed by letter. */
const LONGEST_PAUSE = 90;
const MOST_DAYS = 3_000_000;

/**
 * The day by which a request must be answered [GDPR 12(3); Regulation 1182/71 Art. 3; EDPB Guidelines 01/2022; ICO; Cal. Civ. Code
 * 1798.130; 11 CCR 7021, 7026]. `endsAt` (exclusive, end of the local day `due`) is null while an admissible pause is open; `due`
 * then counts the answered ones only. RangeError: impossible date or instant, unknown zone, a pause that ends before it begins,
 * an extension the regulation does not know.
 */
export function dueDate(input: DueDateInput): DueDate {
  const zone = zoneOf(input.timeZone);
  const received = localDayOf(zone, parseInstant(input.received));
  const isHoliday = holidayTest(input.holidays);
  const extended = input.extended ?? false;
  if (extended !== false && extended !== 1 && extended !== 2) {
    throw new RangeError(`An extension is 1 or 2 further months, not ${String(extended)}`);
  }
  const pauses = (input.pauses ?? []).map(readPause);
  const endOf = (day: number) => formatInstant(startOfLocalDay(zone, day + 1));

  if (input.regulation === "ccpa") {
    const due = ccpaDay(received, input.kind, extended, isHoliday);
    const date = formatLocalDate(due);
    return { base: date, rawDue: date, due: date, endsAt: endOf(due) };
  }

  const months = 1 + (extended || 0);
  const base = addMonths(received, months);
  const rawDue = firstWorkingDay(base, isHoliday);
  const admissible = input.regulation === "uk_gdpr" ? pauses.filter((p) => admissibleInUk(p, input.kind)) : pauses;
  let due = rawDue;
  if (admissible.length > 0) {
    const effective =
      input.regulation === "uk_gdpr" ? ukDay(received, months, admissible) : base + daysIn(admissible, received, 0);
    due = firstWorkingDay(effective, isHoliday);
  }
  return {
    base: formatLocalDate(base),
    rawDue: formatLocalDate(rawDue),
    due: formatLocalDate(due),
    endsAt: admissible.some((pause) => pause.to === null) ? null : endOf(due),
  };
}

/** 72 hours after awareness, through weekends [GDPR 33(1)]. ISO instants; RangeError on a bad one. */
export function breachDeadline(awareAt: string): string {
  return formatInstant(parseInstant(awareAt) + 72 * HOUR);
}

/**
 * The nth working day after a local date, which itself is not counted; 0 gives the date back.
 * RangeError: impossible date, a number that is not whole or below 0.
 */
export function businessDaysAfter(date: string, days: number, holidays: ReadonlySet<string>): string {
  return formatLocalDate(nthWorkingDay(parseLocalDate(date), days, holidayTest(holidays)));
}

/** The day by which a CCPA request must be acknowledged: the 10th business day [11 CCR 7021(a)]. Local ISO date. */
export function acknowledgementDue(received: string, timeZone: string, holidays: ReadonlySet<string>): string {
  const day = localDayOf(zoneOf(timeZone), parseInstant(received));
  return formatLocalDate(nthWorkingDay(day, 10, holidayTest(holidays)));
}

function ccpaDay(received: number, kind: RequestKind, extended: false | 1 | 2, isHoliday: HolidayTest): number {
  const optOut = kind === "opt_out" || kind === "limit" || kind === "admt_opt_out";
  if (extended === 2 || (extended && optOut)) {
    throw new RangeError(`The CCPA knows no such extension of ${kind}: ${extended}`);
  }
  // 15 business days and no extension for the opt-outs [11 CCR 7026(f), 7027(g), 7221]; 45 calendar days for the rest.
  return optOut ? nthWorkingDay(received, 15, isHoliday) : received + (extended ? 90 : 45);
}

type Days = { reason: DeadlinePause["reason"]; from: number; to: number | null };

function readPause({ reason, from, to }: DeadlinePause): Days {
  const asked = parseLocalDate(from);
  const answered = to === null ? null : parseLocalDate(to);
  if (answered !== null && answered < asked) throw new RangeError(`A pause ends before it begins: ${from} to ${to}`);
  return { reason, from: asked, to: answered };
}

/** Clarification stops the clock for access only [UK GDPR Art. 12A; ICO]. */
function admissibleInUk(pause: Days, kind: RequestKind): boolean {
  return pause.reason !== "clarification" || kind === "access";
}

/** UK: the clock starts when identity and fee are there; clarification adds the days from asking to answering, both included. */
function ukDay(received: number, months: number, pauses: readonly Days[]): number {
  let start = received;
  for (const { reason, from, to } of pauses) {
    if (reason !== "clarification" && to !== null) start = Math.max(start, Math.min(to, from + LONGEST_PAUSE));
  }
  const clarifications = pauses.filter(({ reason }) => reason === "clarification");
  return addMonths(start, months) + daysIn(clarifications, start, 1);
}

/** Days in the union of the answered pauses, not before `earliest`; `inclusive` 1 counts the day of the answer too. */
function daysIn(pauses: readonly Days[], earliest: number, inclusive: 0 | 1): number {
  const spans = pauses.flatMap(({ from, to }) =>
    to === null ? [] : [{ from, end: Math.min(to + inclusive, from + LONGEST_PAUSE) }],
  );
  spans.sort((a, b) => a.from - b.from);
  let total = 0;
  let counted = earliest;
  for (const { from, end } of spans) {
    if (end <= counted) continue;
    total += end - Math.max(from, counted);
    counted = end;
  }
  return total;
}

type HolidayTest = (day: number) => boolean;

const checkedSize = new WeakMap<ReadonlySet<string>, number>();

/** A set is searched for impossible dates once, and again when its size has changed. */
function holidayTest(holidays: ReadonlySet<string>): HolidayTest {
  if (checkedSize.get(holidays) !== holidays.size) {
    for (const date of holidays) parseLocalDate(date);
    checkedSize.set(holidays, holidays.size);
  }
  return (day) => {
    const weekday = weekdayOf(day);
    return weekday === 0 || weekday === 6 || (holidays.size > 0 && holidays.has(formatLocalDate(day)));
  };
}

function firstWorkingDay(day: number, isHoliday: HolidayTest): number {
  let at = day;
  while (isHoliday(at)) at += 1;
  return at;
}

function nthWorkingDay(from: number, days: number, isHoliday: HolidayTest): number {
  if (!Number.isSafeInteger(days) || days < 0 || days > MOST_DAYS)
    throw new RangeError(`Not a number of business days: ${days}`);
  let at = from;
  for (let left = days; left > 0; left -= 1) {
    at = firstWorkingDay(at + 1, isHoliday);
  }
  return at;
}
