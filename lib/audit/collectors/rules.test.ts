import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatLocalDate, parseLocalDate } from "@/lib/platform/calendar";
import { isSourceDue, mayBegin, mostAttempts, periodOf } from "./rules";

const cadences = ["daily", "weekly", "monthly", "quarterly"] as const;

describe("which days a run is about (E8)", () => {
  test.each([
    ["daily", "2026-03-01", "2026-02-28", "2026-02-28"],
    ["weekly", "2026-11-23", "2026-11-16", "2026-11-22"],
    ["weekly", "2026-11-22", "2026-11-09", "2026-11-15"],
    ["monthly", "2026-03-31", "2026-02-01", "2026-02-28"],
    ["monthly", "2026-01-01", "2025-12-01", "2025-12-31"],
    ["quarterly", "2026-11-23", "2026-07-01", "2026-09-30"],
    ["quarterly", "2026-02-10", "2025-10-01", "2025-12-31"],
  ] as const)("%s on %s: %s to %s", (cadence, today, from, to) => {
    expect(periodOf({ kind: "period", cadence }, today, false)).toEqual({ from, to });
  });

  test("by hand it is the running one up to today; a snapshot is its day", () => {
    expect(periodOf({ kind: "period", cadence: "quarterly" }, "2026-11-23", true)).toEqual({
      from: "2026-10-01",
      to: "2026-11-23",
    });
    expect(periodOf({ kind: "snapshot", cadence: "monthly" }, "2026-11-23", false)).toEqual({
      from: "2026-11-23",
      to: "2026-11-23",
    });
  });

  test("scheduled periods follow one another without gap or overlap, and end before today", () => {
    const days = fc.integer({ min: parseLocalDate("2000-01-01"), max: parseLocalDate("2100-01-01") });
    fc.assert(
      fc.property(fc.constantFrom(...cadences), days, (cadence, day) => {
        const today = formatLocalDate(day);
        const { from, to } = periodOf({ kind: "period", cadence }, today, false);
        expect(from <= to && to < today).toBe(true);
        const before = periodOf({ kind: "period", cadence }, from, false);
        expect(before.to).toBe(formatLocalDate(parseLocalDate(from) - 1));
        const running = periodOf({ kind: "period", cadence }, today, true);
        expect(running.from).toBe(formatLocalDate(parseLocalDate(to) + 1));
      }),
    );
  });
});

describe("what may begin", () => {
  test("a period that has its evidence is not collected again by itself", () => {
    expect(mayBegin(null)).toBe(true);
    expect(mayBegin({ state: "failed", attempts: 9 })).toBe(true);
    expect(mayBegin({ state: "running", attempts: 1 })).toBe(true);
    expect(mayBegin({ state: "succeeded", attempts: 1 })).toBe(false);
  });
  test("another system is tried a few times only", () => {
    expect(isSourceDue(null)).toBe(true);
    expect(isSourceDue({ state: "failed", attempts: mostAttempts - 1 })).toBe(true);
    expect(isSourceDue({ state: "failed", attempts: mostAttempts })).toBe(false);
  });
});
