import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ControlTest,
  controlState,
  grade,
  mayOverride,
  type Occurrence,
  requirementState,
  score,
  status,
} from "./rules";
import * as schema from "./schema";

const NONE = { keyControlIneffective: false, integrityFailure: false, expiredException: false };
const counts = (effective: number, partial: number, ineffective: number, notTested: number, notApplicable = 0) => ({
  effective,
  partial,
  ineffective,
  notTested,
  notApplicable,
});

describe("D6: three numbers", () => {
  it("the published example: 77.8 / 90.0 / 70.0", () => {
    const { effectiveness, coverage, readiness } = score(counts(6, 2, 1, 1, 2));
    expect(effectiveness).toBeCloseTo(700 / 9, 12);
    expect([coverage, readiness]).toEqual([90, 70]);
  });

  it.each([
    [counts(0, 0, 0, 0), [null, null, null]],
    [counts(0, 0, 0, 0, 12), [null, null, null]],
    [counts(0, 0, 0, 5), [null, 0, 0]],
    [counts(0, 0, 3, 0), [0, 100, 0]],
    [counts(3, 0, 0, 0), [100, 100, 100]],
    [counts(57, 0, 43, 0), [57, 100, 57]],
    [counts(0.1, 0, 0.2, 0.1), [33.33333333333333, 75, 25]],
  ])("%o", (input, [effectiveness, coverage, readiness]) => {
    const scores = score(input);
    for (const [key, expected] of Object.entries({ effectiveness, coverage, readiness })) {
      const found = scores[key as keyof typeof scores];
      if (expected === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(expected as number, 10);
    }
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1.7e308])("refuses %d", (bad) => {
    for (const key of ["effective", "partial", "ineffective", "notTested"] as const) {
      expect(() => score({ ...counts(1, 1, 1, 1), [key]: bad })).toThrow(RangeError);
    }
  });

  it("keeps within bounds, and readiness is effectiveness times coverage", () => {
    const weight = fc.oneof(fc.nat(1000), fc.double({ min: 0, max: 1000, noNaN: true }));
    fc.assert(
      fc.property(weight, weight, weight, weight, weight, (e, p, i, n, x) => {
        const { effectiveness, coverage, readiness } = score(counts(e, p, i, n, x));
        expect(score(counts(e, p, i, n, 0))).toEqual({ effectiveness, coverage, readiness });
        for (const value of [effectiveness, coverage, readiness]) {
          if (value !== null) expect(value >= 0 && value <= 100).toBe(true);
        }
        if (effectiveness !== null && coverage !== null && readiness !== null) {
          expect(readiness).toBeCloseTo((effectiveness * coverage) / 100, 8);
          expect(readiness).toBeLessThanOrEqual(effectiveness);
        }
        expect(score(counts(e, 0, 0, 0)).readiness).toBe(e === 0 ? null : 100);
      }),
    );
  });
});

describe("D7: grade", () => {
  const just = (n: number) => n - 1e-9;
  it.each([
    [100, "A+"], [95, "A+"], [just(95), "A"], [90, "A"], [just(90), "B+"], [85, "B+"], [just(85), "B"], [80, "B"],
    [just(80), "C+"], [75, "C+"], [just(75), "C"], [70, "C"], [just(70), "D"], [60, "D"], [just(60), "F"], [0, "F"],
  ] as const)("%d is %s", (readiness, expected) => expect(grade(readiness, 100, NONE)).toBe(expected)); // biome-ignore format: one table

  it.each([
    [null, 90],
    [90, null],
    [null, null],
    [50, 59.999999],
    [50, 0],
  ])("readiness %s with coverage %s is insufficient data", (readiness, coverage) => {
    expect(grade(readiness, coverage, NONE)).toBe("insufficient_data");
    expect(grade(readiness, coverage, { ...NONE, integrityFailure: true })).toBe("insufficient_data");
  });

  it("60 per cent coverage is enough", () => expect(grade(58, 60, NONE)).toBe("F"));

  it.each(["keyControlIneffective", "integrityFailure", "expiredException"])("%s caps at C", (cap) => {
    const caps = { ...NONE, [cap]: true };
    const grades = [100, 94, 80, 75, 70, 69.9, 60, 59].map((value) => grade(value, 100, caps));
    expect(grades).toEqual(["C", "C", "C", "C", "C", "D", "D", "F"]);
  });

  it.each([-0.1, 100.1, Number.NaN])("refuses %d", (bad) => {
    expect(() => grade(bad, 100, NONE)).toThrow(RangeError);
    expect(() => grade(100, bad, NONE)).toThrow(RangeError);
    expect(() => status(bad)).toThrow(RangeError);
  });

  it.each([
    [null, null], [100, "excellent"], [95, "excellent"], [just(95), "good"], [85, "good"], [just(85), "warning"],
    [70, "warning"], [just(70), "critical"], [0, "critical"],
  ] as const)("status of %s is %s", (value, expected) => expect(status(value)).toBe(expected)); // biome-ignore format: one table
});

describe("D4a: state of a control", () => {
  const period = { from: "2026-01-01", to: "2026-12-31" };
  const test = (change: Partial<ControlTest> = {}): ControlTest => ({
    reviewed: true,
    evidence: period,
    designFailed: false,
    sampled: 25,
    exceptions: 0,
    ...change,
  });
  const quarters = (...performed: (string | null)[]): Occurrence[] =>
    ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"].map((due, i) => ({
      due,
      performed: performed[i] ?? null,
    }));
  const onTime = quarters("2026-03-30", "2026-06-30", "2026-09-01", "2026-12-31");
  const judge = (change: Partial<Parameters<typeof controlState>[0]>) =>
    controlState({
      applicable: true,
      period,
      asOf: "2027-01-15",
      tests: [test()],
      occurrences: onTime,
      openHighFindings: 0,
      ...change,
    });

  it.each<[string, Parameters<typeof judge>[0], schema.Effectiveness]>([
    ["everything in order", {}, "effective"],
    ["no test", { tests: [] }, "not_tested"],
    ["only an unreviewed test", { tests: [test({ reviewed: false, designFailed: true })] }, "not_tested"],
    ["only a test of last year", { tests: [test({ evidence: { from: "2025-01-01", to: "2025-12-31" } })] }, "not_tested"],
    ["a test that overlaps by a day", { tests: [test({ evidence: { from: "2025-01-01", to: "2026-01-01" } })] }, "effective"],
    ["a failed design", { tests: [test(), test({ designFailed: true })] }, "ineffective"],
    ["exceptions at the tolerable rate", { tests: [test({ sampled: 20, exceptions: 2 })] }, "partially_effective"],
    ["exceptions over it", { tests: [test({ sampled: 20, exceptions: 3 })] }, "ineffective"],
    ["exceptions over an edited rate", { tests: [test({ exceptions: 1 })], tolerableRate: 0 }, "ineffective"],
    ["one exception", { tests: [test({ exceptions: 1 })] }, "partially_effective"],
    ["a clean retest does not dilute", { tests: [test({ sampled: 20, exceptions: 3 }), test({ sampled: 100, retest: true })] }, "ineffective"],
    ["a clean retest does not turn it green", { tests: [test({ exceptions: 1 }), test({ retest: true })] }, "partially_effective"],
    ["a test without a sample", { tests: [test({ sampled: 0 })] }, "effective"],
    ["three of four reviews", { occurrences: quarters("2026-03-30", null, "2026-09-01", "2026-12-31") }, "partially_effective"],
    ["a late review", { occurrences: quarters("2026-04-02", "2026-06-30", "2026-09-01", "2026-12-31") }, "partially_effective"],
    ["half of the reviews", { occurrences: quarters("2026-03-30", null, "2026-09-01", null) }, "partially_effective"],
    ["fewer than half", { occurrences: quarters("2026-03-30", null, null, null) }, "ineffective"],
    ["performed after the judgement", { asOf: "2026-04-01", occurrences: quarters("2026-04-02") }, "ineffective"],
    ["only what is due counts", { asOf: "2026-07-15", occurrences: quarters("2026-03-30", "2026-06-30") }, "effective"],
    ["due today still has the day", { asOf: "2026-06-30", occurrences: quarters("2026-03-30") }, "effective"],
    ["due yesterday has not", { asOf: "2026-07-01", occurrences: quarters("2026-03-30") }, "partially_effective"],
    ["an open high finding", { openHighFindings: 1 }, "partially_effective"],
    ["not applicable", { applicable: false, tests: [test({ designFailed: true })] }, "not_applicable"],
  ])("%s", (_, change, state) => {
    const judgement = judge(change);
    expect(judgement.state).toBe(state);
    expect(judgement.reasons.length > 0).toBe(state !== "effective");
  }); // biome-ignore format: one table

  it.each<[string, Parameters<typeof judge>[0]]>([
    ["more exceptions than items", { tests: [test({ sampled: 1, exceptions: 2 })] }],
    ["half an item", { tests: [test({ sampled: 1.5 })] }],
    ["an impossible due date", { occurrences: [{ due: "2026-02-30", performed: null }] }],
    ["a period turned round", { period: { from: "2026-12-31", to: "2026-01-01" } }],
    ["a rate of 10", { tolerableRate: 10 }],
  ])("refuses %s", (_, change) => expect(() => judge(change)).toThrow(RangeError));

  it("an override needs a reason and a second person", () => {
    const override = { reason: "Vendor confirmed", requestedBy: "a", approvedBy: "b" };
    expect(mayOverride(override)).toBe(true);
    expect(mayOverride({ ...override, approvedBy: "a" })).toBe(false);
    expect(mayOverride({ ...override, reason: " " })).toBe(false);
  });
});

describe("D4b: state of a requirement", () => {
  const E = { state: "effective", key: true } as const;
  const P = { state: "partially_effective", key: true } as const;
  const I = { state: "ineffective", key: true } as const;
  const N = { state: "not_tested", key: true } as const;
  const X = { state: "not_applicable", key: true } as const;
  const minor = <T extends { key: boolean }>(control: T) => ({ ...control, key: false });

  it.each([
    [[], "not_tested"],
    [[N, N], "not_tested"],
    [[X], "not_tested"],
    [[E, E], "effective"],
    [[E, X], "effective"],
    [[E, N], "partially_effective"],
    [[E, P], "partially_effective"],
    [[E, I], "ineffective"],
    [[I, N], "ineffective"],
    [[E, minor(I)], "effective"],
    [[P, minor(I)], "partially_effective"],
    [[N, minor(E)], "partially_effective"],
    [[minor(I), minor(E)], "ineffective"],
    [[minor(E)], "effective"],
  ])("%o: %s", (controls, state) => {
    expect(requirementState({ applicable: true, controls })).toBe(state);
    expect(requirementState({ applicable: false, controls })).toBe("not_applicable");
  });
});

it("every enumeration has a label for each member", () => {
  const pairs: [{ options: readonly string[] }, Record<string, string>][] = [
    [schema.ControlType, schema.controlTypeLabels],
    [schema.Cadence, schema.cadenceLabels],
    [schema.Effectiveness, schema.effectivenessLabels],
    [schema.Applicability, schema.applicabilityLabels],
    [schema.TestMethod, schema.testMethodLabels],
    [schema.FindingSeverity, schema.findingSeverityLabels],
    [schema.AlertLevel, schema.alertLevelLabels],
    [schema.AlertStatus, schema.alertStatusLabels],
    [schema.Timeframe, schema.timeframeLabels],
  ];
  for (const [members, labels] of pairs) expect(Object.keys(labels)).toEqual(members.options);
});
