import { expect, test } from "vitest";
import { isClockAhead } from "./rules";

test("a clock is ahead from beyond five minutes on (A18)", () => {
  const now = 1_800_000_000_000;
  expect(isClockAhead(now + 5 * 60_000, now)).toBe(false);
  expect(isClockAhead(now + 5 * 60_000 + 1, now)).toBe(true);
  expect(isClockAhead(now - 86_400_000, now)).toBe(false);
});
