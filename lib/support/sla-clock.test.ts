import { describe, expect, it } from "vitest";
import { instantOfLocal, parseLocalDate, zoneOf } from "../platform/calendar";
import { addBusinessTime, businessSecondsBetween, type Calendar, type Pause, subtractBusinessTime } from "./sla-clock";
import examples from "./sla-examples.json";

const HOUR = 3600;
const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const days = (names: readonly (typeof WEEK)[number][], ...hours: [string, string][]): Calendar["hours"] =>
  Object.fromEntries(names.map((name) => [name, hours]));
const office = (timeZone: string, holidays: string[] = []): Calendar => ({
  timeZone,
  hours: days(WEEK.slice(0, 5), ["09:00", "17:00"]),
  holidays,
});
const berlin = office("Europe/Berlin");
const always = (timeZone: string): Calendar => ({ timeZone, hours: days(WEEK, ["00:00", "24:00"]), holidays: [] });

const instant = (text: string, timeZone: string) => {
  const [date = "", time = ""] = text.split(" ");
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const wall = parseLocalDate(date) * 86_400_000 + (hour * 60 + minute) * 60_000;
  return new Date(instantOfLocal(zoneOf(timeZone), wall)).toISOString();
};
const at = (text: string) => instant(text, "Europe/Berlin");

describe("published examples", () => {
  const calendars = Object.fromEntries(
    Object.entries(examples.calendars).map(([id, { tz, hours, holidays }]) => [
      id,
      { timeZone: tz, hours, holidays } as unknown as Calendar,
    ]),
  );

  it("holds all of them", () => expect(examples.cases.length).toBeGreaterThanOrEqual(26));

  it.each(examples.cases.map((c) => [`${c.id} ${c.note}`, c] as const))("%s", (_, c) => {
    const calendar = calendars[c.cal] as Calendar;
    const start = instant(c.start, c.tz);
    const pauses = c.pauses.map(([from = "", to = ""]) => ({ from: instant(from, c.tz), to: instant(to, c.tz) }));
    if (c.kind === "due") {
      expect(addBusinessTime(start, (c.minutes ?? 0) * 60, calendar, pauses)).toBe(instant(c.expect ?? "", c.tz));
    } else {
      const seconds = businessSecondsBetween(start, instant(c.end ?? "", c.tz), calendar, pauses);
      expect(seconds).toBe((c.expect_min ?? 0) * 60);
    }
  });
});

describe("S1–S3: intervals", () => {
  it.each([
    ["2026-01-09 16:50", 900, "2026-01-12 09:05"],
    ["2026-01-07 17:00", 3600, "2026-01-08 10:00"],
    ["2026-01-05 09:00", 8 * HOUR, "2026-01-05 17:00"],
    ["2026-01-05 09:00", 8 * HOUR + 1, "2026-01-06 09:00"],
    ["2026-01-10 03:00", 1, "2026-01-12 09:00"],
  ])("from %s, %i s: due %s", (start, seconds, due) => {
    const expected = seconds % 60 === 1 ? new Date(Date.parse(at(due)) + 1000).toISOString() : at(due);
    expect(addBusinessTime(at(start), seconds, berlin)).toBe(expected);
  });

  it("runs overnight as two intervals and through lunch", () => {
    const night: Calendar = {
      timeZone: "Europe/Berlin",
      hours: { fri: [["22:00", "24:00"]], sat: [["00:00", "06:00"]], mon: [["13:00", "17:00"], ["09:00", "12:00"]] }, // biome-ignore format: one table
      holidays: [],
    };
    expect(addBusinessTime(at("2026-01-09 21:00"), 8 * HOUR, night)).toBe(at("2026-01-10 06:00"));
    expect(addBusinessTime(at("2026-01-09 21:00"), 12 * HOUR, night)).toBe(at("2026-01-12 14:00"));
    expect(addBusinessTime(at("2026-01-12 09:00"), 3 * HOUR, night)).toBe(at("2026-01-12 12:00"));
    expect(businessSecondsBetween(at("2026-01-09 00:00"), at("2026-01-13 00:00"), night)).toBe(15 * HOUR);
  });

  it("leaves out holidays, which are local dates of the calendar's zone", () => {
    const auckland = office("Pacific/Auckland", ["2026-01-06"]);
    expect(addBusinessTime("2026-01-04T20:00:00Z", 9 * HOUR, auckland)).toBe("2026-01-06T21:00:00.000Z");
  });

  it("keeps seconds and milliseconds (S5)", () => {
    expect(addBusinessTime("2026-01-05T08:00:00.250Z", 1, berlin)).toBe("2026-01-05T08:00:01.250Z");
    expect(businessSecondsBetween("2026-01-05T08:00:00.250Z", "2026-01-05T08:00:01Z", berlin)).toBe(0.75);
  });

  it("counts nothing when from is not before to", () => {
    expect(businessSecondsBetween(at("2026-01-06 10:00"), at("2026-01-06 09:00"), berlin)).toBe(0);
    expect(businessSecondsBetween(at("2026-01-06 10:00"), at("2026-01-06 10:00"), berlin)).toBe(0);
  });
});

describe("S4: daylight saving", () => {
  it("does not move Monday's due time by a change at the weekend", () => {
    expect(addBusinessTime(at("2026-03-27 16:00"), 2 * HOUR, berlin)).toBe(at("2026-03-30 10:00"));
    expect(addBusinessTime(at("2026-10-23 16:00"), 2 * HOUR, berlin)).toBe(at("2026-10-26 10:00"));
  });

  it.each([
    ["Europe/Berlin", "2026-03-29", 23],
    ["Europe/Berlin", "2026-10-25", 25],
    ["America/New_York", "2026-03-08", 23],
    ["Australia/Lord_Howe", "2026-04-05", 24.5],
    ["Australia/Lord_Howe", "2026-10-04", 23.5],
    ["America/Sao_Paulo", "2018-11-04", 23],
    ["America/Sao_Paulo", "2018-02-17", 25],
    ["Africa/Casablanca", "2026-02-15", 25],
    ["America/Havana", "2026-11-01", 25],
    ["Pacific/Apia", "2011-12-30", 0],
  ])("%s: %s open all day has %d hours", (timeZone, date, hours) => {
    const next = new Date(parseLocalDate(date) * 86_400_000 + 86_400_000).toISOString().slice(0, 10);
    const weekday = WEEK[(parseLocalDate(date) + 3) % 7] ?? "mon";
    const calendar: Calendar = { timeZone, hours: days([weekday], ["00:00", "24:00"]), holidays: [] };
    const seconds = businessSecondsBetween(`${date}T00:00:00+14:00`, `${next}T12:00:00Z`, calendar);
    expect(seconds).toBe(hours * HOUR);
  });

  it("moves an opening in the gap forward by the gap, and takes the earlier of an ambiguous one", () => {
    const early: Calendar = { timeZone: "Europe/Berlin", hours: days(["sun"], ["02:30", "06:00"]), holidays: [] };
    expect(addBusinessTime(at("2026-03-28 12:00"), 60, early)).toBe("2026-03-29T01:31:00.000Z");
    expect(addBusinessTime(at("2026-10-24 12:00"), 60, early)).toBe("2026-10-25T00:31:00.000Z");
    expect(businessSecondsBetween(at("2026-10-24 12:00"), at("2026-10-26 00:00"), early)).toBe(4.5 * HOUR);
  });

  it.each<[string, [string, string][], number]>([
    ["meet", [["01:00", "02:30"], ["03:00", "04:00"]], 2], // biome-ignore format: one table
    ["overtake one another", [["02:15", "02:30"], ["03:00", "04:00"]], 1], // biome-ignore format: one table
    ["fall together", [["02:00", "02:30"], ["03:00", "03:30"]], 0.5], // biome-ignore format: one table
    ["turn round", [["02:30", "03:15"]], 0],
  ])("counts no second twice and loses none where intervals %s in a gap", (_, sun, hours) => {
    const calendar: Calendar = { timeZone: "Europe/Berlin", hours: { sun, wed: [["09:00", "10:00"]] }, holidays: [] };
    expect(businessSecondsBetween(at("2026-03-29 00:00"), at("2026-03-30 00:00"), calendar)).toBe(hours * HOUR);
  });

  it("runs 24 × 7 on real elapsed time in any zone", () => {
    for (const zone of ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"]) {
      const seconds = 3 * 365 * 86_400;
      const due = new Date(Date.parse("2010-01-01T00:00:00Z") + seconds * 1000).toISOString();
      expect(addBusinessTime("2010-01-01T00:00:00Z", seconds, always(zone))).toBe(due);
    }
  });
});

describe("S10: pauses", () => {
  const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to && at(to) });

  it.each<[string, Pause[], string | null]>([
    ["outside hours count nothing", [pause("2026-01-05 17:00", "2026-01-06 09:00")], "2026-01-06 10:00"],
    ["overlapping ones are merged", [pause("2026-01-05 16:00", "2026-01-05 16:40"), pause("2026-01-05 16:20", "2026-01-05 17:00")], "2026-01-06 11:00"], // biome-ignore format: one table
    ["an empty one counts nothing", [pause("2026-01-05 16:00", "2026-01-05 16:00")], "2026-01-06 10:00"],
    ["one over the night", [pause("2026-01-05 16:30", "2026-01-06 09:30")], "2026-01-06 11:00"],
    ["one that began before the start", [pause("2026-01-05 09:00", "2026-01-05 16:00")], "2026-01-06 11:00"],
    ["an open one before the target", [pause("2026-01-06 09:59", null)], null],
    ["an open one exactly at the target", [pause("2026-01-06 10:00", null)], "2026-01-06 10:00"],
    ["an open one swallows later ones", [pause("2026-01-05 16:00", null), pause("2026-01-05 16:10", "2026-01-05 16:20")], null], // biome-ignore format: one table
  ])("%s", (_, pauses, due) => {
    expect(addBusinessTime(at("2026-01-05 15:00"), 3 * HOUR, berlin, pauses)).toBe(due && at(due));
  });

  it("takes an open pause as lasting when looking back or measuring", () => {
    const open = [pause("2026-01-05 16:00", null)];
    expect(businessSecondsBetween(at("2026-01-05 15:00"), at("2026-01-07 12:00"), berlin, open)).toBe(HOUR);
    expect(subtractBusinessTime(at("2026-01-07 12:00"), HOUR, berlin, open)).toBe(at("2026-01-05 15:00"));
  });

  it("goes back through hours, nights and pauses (S17)", () => {
    expect(subtractBusinessTime(at("2026-01-12 09:05"), 900, berlin)).toBe(at("2026-01-09 16:50"));
    expect(subtractBusinessTime(at("2026-01-12 09:15"), 900, berlin)).toBe(at("2026-01-12 09:00"));
    const lunch = [pause("2026-01-12 09:05", "2026-01-12 12:00")];
    expect(subtractBusinessTime(at("2026-01-12 12:05"), 900, berlin, lunch)).toBe(at("2026-01-09 16:55"));
  });
});

describe("S6: what is refused", () => {
  const start = "2026-01-05T10:00:00Z";
  const with_ = (change: object) => ({ ...berlin, ...change }) as Calendar;

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1.5, 2 ** 60])("a target of %d seconds", (seconds) => {
    expect(() => addBusinessTime(start, seconds, berlin)).toThrow(RangeError);
    expect(() => subtractBusinessTime(start, seconds, berlin)).toThrow(RangeError);
  });

  it.each<[string, Calendar]>([
    ["no open hours", with_({ hours: {} })],
    ["only empty days", with_({ hours: { mon: [] } })],
    ["an impossible holiday", with_({ holidays: ["2026-02-30"] })],
    ["an impossible opening", with_({ hours: { mon: [["9:00", "17:00"]] } })],
    ["an impossible closing", with_({ hours: { mon: [["09:00", "24:01"]] } })],
    ["opening at 24:00", with_({ hours: { mon: [["24:00", "24:00"]] } })],
    ["closing before opening", with_({ hours: { mon: [["17:00", "09:00"]] } })],
    ["closing at opening", with_({ hours: { mon: [["09:00", "09:00"]] } })],
    ["overlapping hours", with_({ hours: { mon: [["09:00", "12:00"], ["11:59", "17:00"]] } })], // biome-ignore format: one table
    ["a weekday that is none", with_({ hours: { monday: [["09:00", "12:00"]] } })],
    ["an unknown zone", with_({ timeZone: "Europe/Atlantis" })],
    ["an offset for a zone", with_({ timeZone: "+01:00" })],
    ["no zone", with_({ timeZone: undefined })],
  ])("a calendar with %s", (_, calendar) => {
    expect(() => addBusinessTime(start, 60, calendar)).toThrow(RangeError);
    expect(() => subtractBusinessTime(start, 60, calendar)).toThrow(RangeError);
    expect(() => businessSecondsBetween(start, start, calendar)).toThrow(RangeError);
  });

  it.each([
    "",
    "2026-01-05",
    "2026-01-05T10:00:00",
    "2026-02-30T10:00:00Z",
    "2026-01-05T24:00:00Z",
    "2026-01-05 10:00Z",
  ])("the instant %j", (bad) => {
    expect(() => addBusinessTime(bad, 60, berlin)).toThrow(RangeError);
    expect(() => businessSecondsBetween(start, bad, berlin)).toThrow(RangeError);
    expect(() => addBusinessTime(start, 60, berlin, [{ from: bad, to: null }])).toThrow(RangeError);
  });

  it("a pause that ends before it begins, and a target beyond the calendar", () => {
    const pauses = [{ from: "2026-01-05T11:00:00Z", to: "2026-01-05T10:00:00Z" }];
    expect(() => addBusinessTime(start, 60, berlin, pauses)).toThrow(RangeError);
    expect(() => addBusinessTime("9999-12-01T00:00:00Z", 400 * HOUR, berlin)).toThrow(RangeError);
  });
});
