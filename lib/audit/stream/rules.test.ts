import fc from "fast-check";
import { expect, test } from "vitest";
import { backOff, shouldDisable } from "./rules";

test("waits grow and stay within a minute and half a day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000 }), (failures) => {
      expect(backOff(failures)).toBeGreaterThanOrEqual(60_000);
      expect(backOff(failures)).toBeLessThanOrEqual(12 * 3_600_000);
      expect(backOff(failures + 1)).toBeGreaterThanOrEqual(backOff(failures));
    }),
  );
});

test("gives up after three days, or when the receiver is gone for good", () => {
  const since = new Date("2026-06-01T00:00:00Z");
  expect(shouldDisable(since, new Date("2026-06-03T23:59:59Z"), 500)).toBe(false);
  expect(shouldDisable(since, new Date("2026-06-04T00:00:00Z"), null)).toBe(true);
  expect(shouldDisable(since, since, 410)).toBe(true);
});
