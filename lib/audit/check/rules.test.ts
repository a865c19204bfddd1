import { expect, it } from "vitest";
import { type LogCheck, logHealth } from "./rules";

const check: LogCheck = { at: "2026-03-01T02:45:00.000Z", size: "601", state: "verified", index: null, message: null };
const hoursLater = (hours: number) => Date.parse(check.at) + hours * 3_600_000;

it.each([
  [null, 0, "never"],
  [check, 1, "verified"],
  [check, 26, "verified"],
  [check, 26.1, "stale"],
  [{ ...check, state: "failed", index: "12" } as const, 1, "failed"],
  [{ ...check, state: "failed", index: "12" } as const, 1_000, "failed"],
])("%j after %d hours is %s (A15)", (found, hours, kind) => {
  expect(logHealth(found, hoursLater(hours)).kind).toBe(kind);
});
