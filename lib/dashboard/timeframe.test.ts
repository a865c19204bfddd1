import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Timeframe } from "./schema";
import { periodOf } from "./timeframe";

const NOW = "2026-11-23T11:12:13.456Z";
const BERLIN = "Europe/Berlin";

describe("calendar buckets in the organisation's zone", () => {
  it.each([
    ["realtime", 15, "2026-11-23T10:58:00.000Z", "2026-11-23T11:13:00.000Z", "2026-11-23T10:43:00.000Z"],
    ["hourly", 24, "2026-11-22T12:00:00.000Z", "2026-11-23T12:00:00.000Z", "2026-11-21T12:00:00.000Z"],
    ["daily", 30, "2026-10-24T22:00:00.000Z", "2026-11-23T23:00:00.000Z", "2026-09-24T22:00:00.000Z"],
    ["weekly", 12, "2026-09-06T22:00:00.000Z", "2026-11-29T23:00:00.000Z", "2026-06-14T22:00:00.000Z"],
    ["monthly", 12, "2025-11-30T23:00:00.000Z", "2026-11-30T23:00:00.000Z", "2024-11-30T23:00:00.000Z"],
    ["quarterly", 4, "2025-12-31T23:00:00.000Z", "2026-12-31T23:00:00.000Z", "2024-12-31T23:00:00.000Z"],
    ["yearly", 5, "2021-12-31T23:00:00.000Z", "2026-12-31T23:00:00.000Z", "2016-12-31T23:00:00.000Z"],
  ] as const)("%s: %i", (timeframe, count, from, to, before) => {
    const period = periodOf(timeframe, NOW, BERLIN, 0);
    expect(period.buckets).toHaveLength(count);
    expect(period).toMatchObject({ from, to, previous: { from: before, to: from } });
  });

  it.each([
    ["quarterly", 3, "2026-10-01", "2026-01-01"],
    ["quarterly", 1, "2026-11-01", "2026-02-01"],
    ["quarterly", 11, "2026-09-01", "2025-12-01"],
    ["yearly", 3, "2026-04-01", "2022-04-01"],
    ["yearly", 11, "2025-12-01", "2021-12-01"],
    ["yearly", 10, "2026-11-01", "2022-11-01"],
  ] as const)("%s with a fiscal year %i months after January", (timeframe, offset, last, first) => {
    const { buckets } = periodOf(timeframe, NOW, BERLIN, offset);
    expect(buckets.at(-1)?.localDate).toBe(last);
    expect(buckets[0]?.localDate).toBe(first);
  });

  it("a week begins on Monday, Sunday night still belongs to it", () => {
    const week = (now: string) => periodOf("weekly", now, BERLIN).buckets.at(-1)?.localDate;
    expect(week("2026-11-22T22:59:59Z")).toBe("2026-11-16");
    expect(week("2026-11-22T23:00:00Z")).toBe("2026-11-23");
  });

  it("a repeated hour is two buckets, a skipped one none", () => {
    const lengths = (now: string, zone: string) =>
      periodOf("hourly", now, zone).buckets.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 60_000);
    expect(lengths("2026-10-25T12:30:00Z", BERLIN)).toEqual(Array(24).fill(60));
    const howe = lengths("2026-04-05T03:00:00Z", "Australia/Lord_Howe");
    expect(howe.filter((minutes) => minutes === 30)).toHaveLength(1);
    expect(periodOf("hourly", "2026-11-23T11:12:00Z", "Asia/Kolkata").to).toBe("2026-11-23T11:30:00.000Z");
  });

  it.each([-1, 12, 1.5, Number.NaN])("refuses a fiscal offset of %d", (offset) => {
    expect(() => periodOf("yearly", NOW, BERLIN, offset)).toThrow(RangeError);
  });

  it("refuses bad instants and zones", () => {
    expect(() => periodOf("daily", "2026-11-31T00:00:00Z", BERLIN)).toThrow(RangeError);
    expect(() => periodOf("daily", NOW, "Berlin")).toThrow(RangeError);
  });

  it("buckets follow each other without a gap, the last holds now, every edge is a local midnight or full unit", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Timeframe.options),
        fc.date({ min: new Date("2005-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
        fc.constantFrom("UTC", BERLIN, "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns"),
        fc.integer({ min: 0, max: 11 }),
        (timeframe, now, zone, offset) => {
          const { buckets, from, to, previous } = periodOf(timeframe, now.toISOString(), zone, offset);
          expect(buckets[0]?.from).toBe(from);
          expect(buckets.at(-1)?.to).toBe(to);
          expect(previous.to).toBe(from);
          buckets.forEach((bucket, i) => {
            expect(bucket.from < bucket.to).toBe(true);
            if (i > 0) expect(bucket.from).toBe(buckets[i - 1]?.to);
          });
          const last = buckets.at(-1);
          expect((last?.from ?? "") <= now.toISOString() && now.toISOString() < to).toBe(true);
          if (timeframe === "realtime" || timeframe === "hourly") return;
          const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone });
          for (const { from: edge, localDate } of buckets) {
            expect(local.format(Date.parse(edge))).toBe(localDate);
            expect(local.format(Date.parse(edge) - 1) < localDate).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
