import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryAfter, retryDelay, unansweredDelay } from "./backoff";
import { instantOf, parseDuration } from "./duration";

const noon = new Date("2026-11-23T12:00:00Z");

describe("durations", () => {
  it.each([
    ["1s", 1000],
    ["1d2h3m4s", 93_784_000],
    ["2w", 1_209_600_000],
    ["", 0],
    ["1.5h", null],
    ["soon", null],
    ["1h tomorrow", null],
  ])("%j is %s ms", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it("count from now, or are an instant themselves", () => {
    expect(instantOf("1h30m", noon)).toEqual(new Date("2026-11-23T13:30:00Z"));
    expect(instantOf("2027-01-01T00:00:00.000Z", noon)).toEqual(new Date("2027-01-01T00:00:00Z"));
    expect(instantOf("whenever", noon)).toBeNull();
  });
});

describe("delays", () => {
  it("double with each attempt, give or take a fifth, up to an hour", () => {
    expect([0, 1, 2, 3].map((attempt) => retryDelay(attempt, 5000, () => 0.5))).toEqual([5000, 10_000, 20_000, 40_000]);
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const plain = retryDelay(attempt, 5000, () => 0.5);
        const delay = retryDelay(attempt, 5000, () => random);
        expect(delay).toBeGreaterThanOrEqual(Math.floor(plain * 0.8));
        expect(delay).toBeLessThanOrEqual(Math.ceil(plain * 1.2));
        expect(plain).toBeLessThanOrEqual(3_600_000);
        expect(unansweredDelay(attempt, () => random)).toBeLessThanOrEqual(18_000);
      }),
    );
  });

  it("follow Retry-After in seconds or as a date (RFC 9110, 10.2.3)", () => {
    expect(retryAfter("90", noon)).toBe(90_000);
    expect(retryAfter("Mon, 23 Nov 2026 12:01:00 GMT", noon)).toBe(60_000);
    expect(retryAfter("2026-11-23T11:00:00.000Z", noon)).toBe(0);
    expect(retryAfter("later", noon)).toBeNull();
    expect(retryAfter(undefined, noon)).toBeNull();
  });
});
