import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RetentionClass } from "../schema";
import { basisOf, classEnds } from "./retention-basis";

describe("the basis of a class (audit.md section 1)", () => {
  test("seven years are SOC 2's policy wherever the subject lives", () => {
    for (const where of ["DE-BE", "US", "US-CA", "NL"]) expect(basisOf("seven_years", where).kind).toBe("policy");
  });

  test("HIPAA's six years are statutory in the United States and their states only", () => {
    for (const where of ["US", "US-CA"]) {
      expect(basisOf("six_years", where)).toMatchObject({ kind: "statutory", citation: "45 CFR 164.316(b)(2)(i)" });
    }
    for (const where of ["DE", "DE-BE", "USA", "UA", ""]) expect(basisOf("six_years", where).kind).toBe("policy");
  });

  test("every class says why, in every jurisdiction", () => {
    for (const each of RetentionClass.options) expect(basisOf(each, "US").sentence).not.toBe("");
  });
});

describe("the end of a class and month", () => {
  test.each([
    ["seven_years", "2026-11", "2033-12-01T00:00:00.000Z"],
    ["one_year", "2025-12", "2027-01-01T00:00:00.000Z"],
    ["six_months", "2026-08", "2027-03-01T00:00:00.000Z"],
    ["ninety_days", "2026-01", "2026-05-02T00:00:00.000Z"],
    ["one_year", "2028-02", "2029-03-01T00:00:00.000Z"],
  ] as const)("%s of %s ends %s", (retentionClass, month, end) => {
    expect(classEnds(retentionClass, month)).toBe(end);
  });

  test.each(["2026-13", "2026-00", "2026-1", "26-01", "2026-01-01", ""])("%s is no month", (month) => {
    expect(() => classEnds("one_year", month)).toThrow(RangeError);
  });

  test("a later month never ends earlier, and no event of the month is younger than its class", () => {
    const month = fc
      .record({ year: fc.integer({ min: 1970, max: 2400 }), month: fc.integer({ min: 1, max: 12 }) })
      .map(({ year, month }) => `${year}-${String(month).padStart(2, "0")}`);
    fc.assert(
      fc.property(fc.constantFrom(...RetentionClass.options), month, month, (each, a, b) => {
        const [early, late] = [a, b].sort() as [string, string];
        expect(classEnds(each, early) <= classEnds(each, late)).toBe(true);
        expect(classEnds(each, late) > `${late}-31T23:59:59.999Z`).toBe(true);
      }),
    );
  });
});
