import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addBusinessTime, businessSecondsBetween, type Calendar, type Pause, subtractBusinessTime } from "./sla-clock";

const MINUTE = 60_000;
const DAYS = 12;
const WEEK = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const WINDOWS: readonly (readonly [zone: string, firstDay: string])[] = [
  ["Europe/Berlin", "2026-03-23"],
  ["Europe/Berlin", "2026-10-19"],
  ["America/New_York", "2026-03-02"],
  ["America/New_York", "2026-10-26"],
  ["Australia/Lord_Howe", "2026-03-30"],
  ["Australia/Lord_Howe", "2026-09-28"],
  ["Africa/Casablanca", "2026-02-09"],
  ["Africa/Casablanca", "2026-03-16"],
  ["America/Sao_Paulo", "2018-10-29"],
  ["America/Sao_Paulo", "2018-02-12"],
];

/** Wall time of every minute of a window, read one by one from the platform: slow, and nothing shared with the code. */
type Walls = { first: number; wall: readonly number[] };
const walls = new Map<string, Walls>();
function wallsOf([zone, firstDay]: readonly [string, string]): Walls {
  const known = walls.get(zone + firstDay);
  if (known) return known;
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const first = Date.parse(`${firstDay}T00:00:00Z`);
  const wall = Array.from({ length: DAYS * 1440 }, (_, i) =>
    Date.parse(`${format.format(first + i * MINUTE).replace(" ", "T")}:00Z`),
  );
  walls.set(zone + firstDay, { first, wall });
  return { first, wall };
}

/** Minute index of a wall time: the earliest that shows it, else as far past the gap as it lies in it. */
function indexOf(wall: readonly number[], target: number): number {
  const exact = wall.indexOf(target);
  if (exact >= 0) return exact;
  const after = wall.findIndex((at, i) => i > 0 && at > target && (wall[i - 1] as number) < target);
  return after < 0 ? -1 : after - 1 + (target - (wall[after - 1] as number)) / MINUTE;
}

/** For every minute of the window whether the desk is open and nobody is waited for. */
function openMinutes(window: readonly [string, string], calendar: Calendar, pauses: readonly Pause[]): boolean[] {
  const { first, wall } = wallsOf(window);
  const open = new Array<boolean>(wall.length).fill(false);
  for (let day = 1; day < DAYS - 1; day += 1) {
    const midnight = first + day * 1440 * MINUTE;
    if (calendar.holidays.includes(new Date(midnight).toISOString().slice(0, 10))) continue;
    for (const [from, to] of calendar.hours[WEEK[new Date(midnight).getUTCDay()] ?? "mon"] ?? []) {
      const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
      open.fill(true, indexOf(wall, midnight + minutes(from) * MINUTE), indexOf(wall, midnight + minutes(to) * MINUTE));
    }
  }
  for (const { from, to } of pauses) {
    const start = (Date.parse(from) - first) / MINUTE;
    open.fill(false, Math.max(0, start), to === null ? wall.length : Math.max(0, (Date.parse(to) - first) / MINUTE));
  }
  return open;
}

const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const dayHours = fc
  .uniqueArray(
    fc.oneof(
      fc.integer({ min: 0, max: 1440 }),
      fc.integer({ min: 0, max: 16 }).map((n) => n * 15),
    ),
    {
      maxLength: 6,
    },
  )
  .map((cuts) => {
    const sorted = cuts.sort((a, b) => a - b);
    return Array.from({ length: sorted.length >> 1 }, (_, i): [string, string] => [
      time(sorted[2 * i] as number),
      time(sorted[2 * i + 1] as number),
    ]);
  });
const allDay = fc.constant<[string, string][]>([["00:00", "24:00"]]);
const hours = fc.record(Object.fromEntries(WEEK.map((day) => [day, fc.oneof(dayHours, allDay)])), { requiredKeys: [] });

/** A window with a change of the clock in it, a calendar, minutes into the window, pauses. */
const scene = fc
  .record({
    window: fc.constantFrom(...WINDOWS),
    hours,
    holidayOffsets: fc.array(fc.integer({ min: 0, max: DAYS - 1 }), { maxLength: 2 }),
    start: fc.integer({ min: 2880, max: (DAYS - 3) * 1440 }),
    pauses: fc.array(
      fc.record({ from: fc.integer({ min: 1440, max: 8 * 1440 }), length: fc.integer({ min: 0, max: 4000 }) }),
      { maxLength: 3 },
    ),
  })
  .filter((raw) => Object.values(raw.hours).some((intervals) => (intervals?.length ?? 0) > 0))
  .map((raw) => {
    const first = Date.parse(`${raw.window[1]}T00:00:00Z`);
    const iso = (minutes: number) => new Date(first + minutes * MINUTE).toISOString();
    const calendar: Calendar = {
      timeZone: raw.window[0],
      hours: raw.hours,
      holidays: raw.holidayOffsets.map((n) => iso(n * 1440).slice(0, 10)),
    };
    const pauses = raw.pauses.map(({ from, length }): Pause => ({ from: iso(from), to: iso(from + length) }));
    return { ...raw, iso, calendar, pauses, startAt: iso(raw.start) };
  });
const runs = { numRuns: 300 };
const seconds = fc.integer({ min: 1, max: 400 * 3600 });

describe("the SLA clock against a clock that looks at every minute", { timeout: 120_000 }, () => {
  it("counts the same (businessSecondsBetween)", () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 0, max: 5000 }), (s, length) => {
        const end = Math.min(s.start + length, (DAYS - 2) * 1440);
        const open = openMinutes(s.window, s.calendar, s.pauses);
        const expected = open.slice(s.start, end).filter(Boolean).length * 60;
        expect(businessSecondsBetween(s.startAt, s.iso(end), s.calendar, s.pauses)).toBe(expected);
      }),
      runs,
    );
  });

  it("finds the same due time and the way back (addBusinessTime, subtractBusinessTime)", () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 3000 }), (s, minutes) => {
        const open = openMinutes(s.window, s.calendar, s.pauses);
        const ticks = open.flatMap((isOpen, i) => (isOpen && i >= s.start && i < (DAYS - 2) * 1440 ? [i] : []));
        const last = ticks[minutes - 1];
        fc.pre(last !== undefined);
        const due = s.iso(last + 1);
        expect(addBusinessTime(s.startAt, minutes * 60, s.calendar, s.pauses)).toBe(due);
        expect(subtractBusinessTime(due, minutes * 60, s.calendar, s.pauses)).toBe(s.iso(ticks[0] as number));
      }),
      runs,
    );
  });
});

describe("laws of the SLA clock", () => {
  it("measures what it added: between(start, add(start, n)) = n, and back again", () => {
    fc.assert(
      fc.property(scene, seconds, (s, n) => {
        const due = addBusinessTime(s.startAt, n, s.calendar, s.pauses) as string;
        expect(businessSecondsBetween(s.startAt, due, s.calendar, s.pauses)).toBe(n);
        const back = subtractBusinessTime(due, n, s.calendar, s.pauses);
        expect(back >= s.startAt).toBe(true);
        expect(businessSecondsBetween(s.startAt, back, s.calendar, s.pauses)).toBe(0);
        expect(addBusinessTime(back, n, s.calendar, s.pauses)).toBe(due);
      }),
      runs,
    );
  });

  it("is monotone in start and target, and a due time needs every second of it", () => {
    fc.assert(
      fc.property(scene, seconds, fc.integer({ min: 1, max: 90_000 }), (s, n, more) => {
        const add = (start: string, target: number) => addBusinessTime(start, target, s.calendar, s.pauses) as string;
        const due = add(s.startAt, n);
        expect(add(s.startAt, n + more) > due).toBe(true);
        expect(add(s.iso(s.start + more / 60), n) >= due).toBe(true);
        const justBefore = new Date(Date.parse(due) - 1).toISOString();
        expect(businessSecondsBetween(s.startAt, justBefore, s.calendar, s.pauses)).toBe(n - 0.001);
      }),
      runs,
    );
  });

  it("adds up: between(a, c) = between(a, b) + between(b, c)", () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 900_000 }), (s, x, y) => {
        const [b, c] = [s.iso(s.start + x), s.iso(s.start + x + y)];
        const between = (from: string, to: string) => businessSecondsBetween(from, to, s.calendar, s.pauses);
        expect(between(s.startAt, c)).toBe(between(s.startAt, b) + between(b, c));
      }),
      runs,
    );
  });

  it("takes pauses in any order, merged or cut in two, alike", () => {
    fc.assert(
      fc.property(scene, seconds, (s, n) => {
        const halves = s.pauses.flatMap(({ from, to }) => {
          const middle = new Date((Date.parse(from) + Date.parse(to ?? from)) / 2).toISOString();
          return [{ from: middle, to }, { from, to: middle }]; // biome-ignore format: a pair
        });
        const shuffled = [...halves, ...s.pauses].reverse();
        const due = addBusinessTime(s.startAt, n, s.calendar, s.pauses);
        expect(addBusinessTime(s.startAt, n, s.calendar, shuffled)).toBe(due);
      }),
      runs,
    );
  });
});
