import { DAY, formatInstant, LAST_INSTANT, parseInstant } from "../platform/calendar";
import { type Calendar, type Compiled, compile } from "./sla-calendar";

export type { Calendar, Weekday } from "./sla-calendar";

/** A stretch that does not count, from an ISO instant to another; `null` = still going on (S10). */
export type Pause = { from: string; to: string | null };

type Span = { from: number; to: number };

/**
 * The instant at which open time since `start`, less pauses, first equals `seconds` (S1): running out exactly at close is due at
 * close (S3), a start outside hours begins at the next opening (S2). Null while an open pause stands before that.
 * RangeError: bad instants, a target that is not a whole number of seconds above 0 (S6), a calendar that is never open, unknown zone.
 */
export function addBusinessTime(
  start: string,
  seconds: number,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): string | null {
  const from = parseInstant(start);
  let remaining = targetMillis(seconds);
  const compiled = compile(calendar);
  const stops = mergePauses(pauses);
  if (remaining > LAST_INSTANT - from) throw outOfRange();
  let stop = 0;
  for (let index = compiled.blockBefore(from); ; index += 1) {
    const block = compiled.block(index);
    if (!block) throw outOfRange();
    const { opens, closes } = block;
    let i = firstAfter(closes, from);
    if (i === 0 && stop === stops.length && (opens[0] ?? 0) >= from && block.total < remaining) {
      remaining -= block.total;
      continue;
    }
    for (; i < opens.length; i += 1) {
      let open = Math.max(opens[i] as number, from);
      const close = closes[i] as number;
      for (; stop < stops.length; stop += 1) {
        const { from: pausedAt, to: resumedAt } = stops[stop] as Span;
        if (pausedAt >= close) break;
        if (pausedAt > open) {
          if (remaining <= pausedAt - open) return formatInstant(open + remaining);
          remaining -= pausedAt - open;
        }
        if (resumedAt === Number.POSITIVE_INFINITY) return null;
        open = Math.max(open, resumedAt);
        if (open >= close) break;
      }
      if (open >= close) continue;
      if (remaining <= close - open) return formatInstant(open + remaining);
      remaining -= close - open;
    }
  }
}

/**
 * The latest instant from which exactly `seconds` of open, unpaused time lie before `end`: the inverse of `addBusinessTime`.
 * An open pause counts as lasting until `end`. RangeError as there.
 */
export function subtractBusinessTime(
  end: string,
  seconds: number,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): string {
  const until = parseInstant(end);
  let remaining = targetMillis(seconds);
  const compiled = compile(calendar);
  const stops = mergePauses(pauses);
  let stop = stops.length - 1;
  for (let index = compiled.blockAfter(until); ; index -= 1) {
    const block = compiled.block(index);
    if (!block) throw outOfRange();
    const { opens, closes } = block;
    const last = opens.length - 1;
    if (stop < 0 && last >= 0 && (closes[last] as number) <= until && block.total < remaining) {
      remaining -= block.total;
      continue;
    }
    for (let i = last; i >= 0; i -= 1) {
      const open = opens[i] as number;
      let close = Math.min(closes[i] as number, until);
      for (; stop >= 0 && close > open; stop -= 1) {
        const { from: pausedAt, to: resumedAt } = stops[stop] as Span;
        if (resumedAt <= open) break;
        if (resumedAt < close) {
          if (remaining <= close - resumedAt) return formatInstant(close - remaining);
          remaining -= close - resumedAt;
        }
        close = Math.min(close, pausedAt);
        if (close <= open) break;
      }
      if (close <= open) continue;
      if (remaining <= close - open) return formatInstant(close - remaining);
      remaining -= close - open;
    }
  }
}

/**
 * Seconds of open, unpaused time in [from, to); 0 when from ≥ to. Real elapsed seconds, with a fraction only where the instants
 * have one (S5). RangeError: bad instants or calendar.
 */
export function businessSecondsBetween(
  from: string,
  to: string,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): number {
  const start = parseInstant(from);
  const end = parseInstant(to);
  const compiled = compile(calendar);
  let millis = openMillis(compiled, start, end);
  for (const pause of mergePauses(pauses)) {
    millis -= openMillis(compiled, Math.max(start, pause.from), Math.min(end, pause.to));
  }
  return millis / 1000;
}

function openMillis(compiled: Compiled, from: number, to: number): number {
  if (from >= to) return 0;
  let millis = 0;
  const last = compiled.blockAfter(to);
  for (let index = compiled.blockBefore(from); index <= last; index += 1) {
    const block = compiled.block(index);
    if (!block) continue;
    const { opens, closes } = block;
    const n = opens.length;
    if (n === 0) continue;
    if ((opens[0] as number) >= from && (closes[n - 1] as number) <= to) {
      millis += block.total;
      continue;
    }
    for (let i = firstAfter(closes, from); i < n && (opens[i] as number) < to; i += 1) {
      millis += Math.min(closes[i] as number, to) - Math.max(opens[i] as number, from);
    }
  }
  return millis;
}

function targetMillis(seconds: number): number {
  if (!Number.isSafeInteger(seconds) || seconds <= 0) {
    throw new RangeError(`A target is a whole number of seconds above 0, not ${String(seconds)}`);
  }
  return seconds * 1000;
}

/** Pauses as disjoint spans in order; touching and overlapping ones are one (S10). */
function mergePauses(pauses: readonly Pause[]): readonly Span[] {
  if (pauses.length === 0) return [];
  const spans = pauses.map(({ from, to }) => {
    const span = { from: parseInstant(from), to: to === null ? Number.POSITIVE_INFINITY : parseInstant(to) };
    if (span.from > span.to) throw new RangeError(`A pause ends before it begins: ${from} to ${String(to)}`);
    return span;
  });
  spans.sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (span.from === span.to) continue;
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push(span);
  }
  return merged;
}

/** Index of the first of the ascending `closes` that lies after the instant. */
function firstAfter(closes: ArrayLike<number>, instant: number): number {
  let low = 0;
  let high = closes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((closes[middle] as number) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

function outOfRange(): RangeError {
  return new RangeError(`The time lies outside what a date can say (${formatInstant(LAST_INSTANT - DAY)})`);
}
