import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Calendar } from "./sla-clock";
import { inLastQuarter, plan, replan } from "./sla-plan";

const berlin: Calendar = {
  timeZone: "Europe/Berlin",
  hours: {
    mon: [["09:00", "17:00"]],
    tue: [["09:00", "17:00"]],
    wed: [["09:00", "17:00"]],
    thu: [["09:00", "17:00"]],
    fri: [["09:00", "17:00"]],
  },
  holidays: [],
};
const HOUR = 3600;

describe("counting again after a change (S9)", () => {
  const startedAt = "2026-06-08T07:00:00Z";
  const again = (targetSeconds: number, changedAt: string) =>
    replan({ startedAt, targetSeconds, calendar: berlin, pauses: [], changedAt });

  test("a new due time after the change counts from the start", () => {
    expect(again(4 * HOUR, "2026-06-08T08:00:00Z")).toMatchObject({
      dueAt: "2026-06-08T11:00:00.000Z",
      countFrom: startedAt,
      rebased: false,
    });
  });

  test("one that lies before the change becomes the change plus a quarter of the new target", () => {
    expect(again(4 * HOUR, "2026-06-08T12:00:00Z")).toMatchObject({
      dueAt: "2026-06-08T13:00:00.000Z",
      countFrom: "2026-06-08T12:00:00Z",
      countSeconds: HOUR,
      rebased: true,
    });
  });

  test("exactly at the change it is still the due time", () => {
    expect(again(4 * HOUR, "2026-06-08T11:00:00Z")).toMatchObject({
      dueAt: "2026-06-08T11:00:00.000Z",
      rebased: false,
    });
  });

  test("the quarter is business time too: over the weekend", () => {
    expect(again(4 * HOUR, "2026-06-12T14:30:00Z").dueAt).toBe("2026-06-15T07:30:00.000Z");
  });

  test("an open pause stands before it: no due time until it ends", () => {
    const pauses = [{ from: "2026-06-08T08:00:00Z", to: null }];
    const next = replan({
      startedAt,
      targetSeconds: 4 * HOUR,
      calendar: berlin,
      pauses,
      changedAt: "2026-06-09T08:00:00Z",
    });
    expect(next).toMatchObject({ dueAt: null, warnAt: null, rebased: false });
  });

  test("is never due before the change, whatever the target and the moment", () => {
    const base = Date.parse("2026-01-01T00:00:00Z");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * 24 * 60 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(60),
        (minute, hours, later) => {
          const from = base + minute * 60_000;
          const changed = new Date(from + later * 3_600_000).toISOString();
          const next = replan({
            startedAt: new Date(from).toISOString(),
            targetSeconds: hours * HOUR,
            calendar: berlin,
            pauses: [],
            changedAt: changed,
          });
          expect(Date.parse(next.dueAt ?? "")).toBeGreaterThanOrEqual(Date.parse(changed));
          expect(Date.parse(next.warnAt ?? "")).toBeLessThan(Date.parse(next.dueAt ?? ""));
        },
      ),
    );
  });
});

test("warning stands in business time before due (S17)", () => {
  expect(plan("2026-06-12T11:05:00Z", 4 * HOUR, berlin)).toMatchObject({
    dueAt: "2026-06-15T07:05:00.000Z",
    warnAt: "2026-06-12T14:50:00.000Z",
  });
});

test("the last quarter begins when three quarters are used (S9)", () => {
  const clock = { countFrom: "2026-06-08T07:00:00Z", countSeconds: 4 * HOUR };
  expect(inLastQuarter(clock, "2026-06-08T09:59:59Z", berlin, [])).toBe(false);
  expect(inLastQuarter(clock, "2026-06-08T10:00:00Z", berlin, [])).toBe(true);
});
