import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMonths,
  addRecurrence,
  civilOf,
  DAY,
  FIRST_INSTANT,
  formatInstant,
  formatLocalDate,
  instantOfLocal,
  LAST_INSTANT,
  localDayOf,
  parseInstant,
  parseLocalDate,
  startOfLocalDay,
  weekdayOf,
  zoneOf,
} from "./calendar";

const day = fc.integer({ min: FIRST_INSTANT / DAY, max: Math.floor(LAST_INSTANT / DAY) });

describe("local dates", () => {
  it("agree with the platform's UTC dates over ten thousand years", () => {
    fc.assert(
      fc.property(day, (n) => {
        const date = new Date(n * DAY);
        expect(formatLocalDate(n)).toBe(date.toISOString().slice(0, 10));
        expect(parseLocalDate(formatLocalDate(n))).toBe(n);
        expect(weekdayOf(n)).toBe(date.getUTCDay());
        expect(civilOf(n).month).toBe(date.getUTCMonth() + 1);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "2026-02-30",
    "2025-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-01",
    "2026-01-00",
    "2026-1-1",
    "",
    "0000-01-01",
  ])("%j is refused", (text) => expect(() => parseLocalDate(text)).toThrow(RangeError));

  it.each([
    ["2025-01-31", 1, "2025-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2026-11-30", 3, "2027-02-28"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-01-15", -13, "2024-12-15"],
  ])("%s and %i months is %s", (from, months, to) => {
    expect(formatLocalDate(addMonths(parseLocalDate(from), months))).toBe(to);
  });

  it("recur", () => {
    const next = (recurrence: Parameters<typeof addRecurrence>[1]) => {
      const at = addRecurrence(parseLocalDate("2026-08-31"), recurrence);
      return at === null ? null : formatLocalDate(at);
    };
    expect(next("weekly")).toBe("2026-09-07");
    expect(next("monthly")).toBe("2026-09-30");
    expect(next("quarterly")).toBe("2026-11-30");
    expect(next("annual")).toBe("2027-08-31");
    expect(next("per_event")).toBeNull();
  });
});

describe("instants", () => {
  it("read offsets, fractions and missing seconds", () => {
    expect(formatInstant(parseInstant("2026-01-05T10:00+02:30"))).toBe("2026-01-05T07:30:00.000Z");
    expect(formatInstant(parseInstant("2026-01-05T10:00:01.5Z"))).toBe("2026-01-05T10:00:01.500Z");
    expect(formatInstant(parseInstant("2026-01-05T10:00:01.123987-00:30"))).toBe("2026-01-05T10:30:01.123Z");
  });

  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST_INSTANT, max: LAST_INSTANT }), (at) => {
        const text = new Date(at).toISOString();
        expect(parseInstant(text)).toBe(at);
        expect(parseInstant(text.replace("Z", "+00:00"))).toBe(at);
      }),
    );
  });

  it.each([
    "2026-01-05T10:00:60Z",
    "2026-02-30T10:00:00.000Z",
    "2026-01-05T24:00:00.000Z",
    "2026-01-05T10:60:00.000Z",
    "2026-01-05 10:00:00.000Z",
    "2026-01-05T1O:00:00.000Z",
    "2026-01-05T10:00:00+24:00",
    "0001-01-01T00:00:00+01:00",
    "2026-01-05T10:00:00z",
  ])("%j is refused", (text) => expect(() => parseInstant(text)).toThrow(RangeError));
});

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata"];
const MORE = ["America/Sao_Paulo", "Pacific/Apia", "America/St_Johns", "Africa/Cairo", "Europe/Dublin", "Asia/Gaza"];

describe("zones", () => {
  it("know the offset at any instant of two centuries", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES, ...MORE),
        fc.date({ min: new Date("1850-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
        (timeZone, date) => {
          const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(
            date,
          );
          const wall = Date.parse(`${shown.replace(" ", "T")}Z`);
          expect(zoneOf(timeZone).offsetAt(date.getTime())).toBe(wall - Math.floor(date.getTime() / 1000) * 1000);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("find the earliest instant that shows a wall time", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES, ...MORE),
        fc.integer({ min: Date.UTC(1980), max: Date.UTC(2040) }),
        (name, instant) => {
          const zone = zoneOf(name);
          const found = instantOfLocal(zone, instant + zone.offsetAt(instant));
          expect(found).toBeLessThanOrEqual(instant);
          expect(found + zone.offsetAt(found)).toBe(instant + zone.offsetAt(instant));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["Europe/Berlin", "2026-03-29T02:30:00Z", "2026-03-29T01:30:00.000Z"],
    ["Europe/Berlin", "2026-10-25T02:30:00Z", "2026-10-25T00:30:00.000Z"],
    ["America/New_York", "2026-11-01T01:30:00Z", "2026-11-01T05:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-10-04T02:15:00Z", "2026-10-03T15:45:00.000Z"],
  ])("%s %s", (name, wall, instant) => {
    expect(formatInstant(instantOfLocal(zoneOf(name), parseInstant(wall)))).toBe(instant);
  });

  it.each([
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z"],
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z"],
    ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z"],
    ["America/Toronto", "1919-03-31", "1919-03-31T04:30:00.000Z"],
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z"],
  ])("%s %s begins at %s", (name, date, instant) => {
    expect(formatInstant(startOfLocalDay(zoneOf(name), parseLocalDate(date)))).toBe(instant);
  });

  it("put an instant on its local day", () => {
    const at = parseInstant("2026-06-30T22:00:00Z");
    expect(formatLocalDate(localDayOf(zoneOf("Europe/Berlin"), at))).toBe("2026-07-01");
    expect(formatLocalDate(localDayOf(zoneOf("Europe/Berlin"), at - 1))).toBe("2026-06-30");
  });

  it.each(["Mars/Olympus", "", "+02:00", "Europe/"])("%j is refused", (name) => {
    expect(() => zoneOf(name)).toThrow(RangeError);
  });
});
