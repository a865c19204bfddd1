import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canTransition, freshness, mayChangeRetention, retainEvidenceUntil, retainUntil } from "./rules";
import * as schema from "./schema";
import { EvidenceStatus, RetentionClass } from "./schema";

describe("retention", () => {
  it.each([
    ["2026-11-23T12:03:42.123Z", "seven_years", "2033-11-23T12:03:42.123Z"],
    ["2024-02-29T10:00:00Z", "seven_years", "2031-02-28T10:00:00.000Z"],
    ["2024-02-29T10:00:00Z", "six_years", "2030-02-28T10:00:00.000Z"],
    ["2024-02-29T10:00:00Z", "three_years", "2027-02-28T10:00:00.000Z"],
    ["2024-02-29T10:00:00Z", "one_year", "2025-02-28T10:00:00.000Z"],
    ["2025-08-31T00:00:00Z", "six_months", "2026-02-28T00:00:00.000Z"],
    ["2025-12-01T23:59:59.999Z", "ninety_days", "2026-03-01T23:59:59.999Z"],
    ["2026-01-01T00:30:00+01:00", "one_year", "2026-12-31T23:30:00.000Z"],
  ] as const)("%s kept %s: until %s", (from, retentionClass, until) => {
    expect(retainUntil(from, retentionClass)).toBe(until);
  });

  it("keeps the time of day and never reaches past the same day of the month", () => {
    const instant = fc.date({ min: new Date("1960-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.constantFrom(...RetentionClass.options), (from, retentionClass) => {
        const until = retainUntil(from.toISOString(), retentionClass);
        expect(until.slice(10)).toBe(from.toISOString().slice(10));
        if (retentionClass !== "ninety_days")
          expect(new Date(until).getUTCDate()).toBeLessThanOrEqual(from.getUTCDate());
      }),
    );
  });

  it("runs from the later of collection and the end of the effective period (E5)", () => {
    const collectedAt = "2026-03-01T10:00:00Z";
    const until = (effectiveTo: string | null) => retainEvidenceUntil({ collectedAt, effectiveTo }, "one_year");
    expect(until("2026-01-31T23:59:59Z")).toBe("2027-03-01T10:00:00.000Z");
    expect(until("2026-03-01T11:30:00+01:00")).toBe("2027-03-01T10:30:00.000Z");
    expect(until(null)).toBe("2027-03-01T10:00:00.000Z");
  });

  it("may be extended, never shortened (E5)", () => {
    expect(mayChangeRetention("2027-03-01T10:00:00Z", "2027-03-01T10:00:00.001Z")).toBe(true);
    expect(mayChangeRetention("2027-03-01T10:00:00Z", "2027-03-01T10:59:00+01:00")).toBe(false);
  });

  it.each(["2026-02-30T00:00:00Z", "2026-02-20", "9998-01-01T00:00:00Z"])("refuses %s", (from) => {
    expect(() => retainUntil(from, "seven_years")).toThrow(RangeError);
  });
});

describe("E9: freshness", () => {
  it.each([
    ["2026-03-31", "quarterly", "2026-06-15", "current", "2026-06-30"],
    ["2026-03-31", "quarterly", "2026-06-16", "due_soon", "2026-06-30"],
    ["2026-03-31", "quarterly", "2026-06-30", "due_soon", "2026-06-30"],
    ["2026-03-31", "quarterly", "2026-07-01", "stale", "2026-06-30"],
    ["2026-01-31", "monthly", "2026-02-20", "current", "2026-02-28"],
    ["2026-01-31", "monthly", "2026-02-21", "due_soon", "2026-02-28"],
    ["2024-02-29", "annual", "2025-01-28", "current", "2025-02-28"],
    ["2024-02-29", "annual", "2025-01-29", "due_soon", "2025-02-28"],
    ["2026-03-02", "weekly", "2026-03-08", "due_soon", "2026-03-09"],
    ["2026-03-02", "daily", "2026-03-02", "current", "2026-03-03"],
    ["2026-03-02", "daily", "2026-03-03", "due_soon", "2026-03-03"],
    ["2026-03-02", "continuous", "2026-03-04", "stale", "2026-03-03"],
    ["2016-03-02", "per_event", "2026-03-04", "current", null],
    [null, "annual", "2026-03-04", "missing", null],
    [null, "per_event", "2026-03-04", "missing", null],
  ] as const)("until %s, %s, on %s: %s, next due %s", (effectiveTo, cadence, today, state, nextDue) => {
    expect(freshness(effectiveTo, cadence, today)).toEqual({ state, nextDue });
  });

  it("refuses impossible dates", () => {
    expect(() => freshness("2026-02-30", "daily", "2026-03-01")).toThrow(RangeError);
    expect(() => freshness("2026-02-20", "daily", "2026-02-30")).toThrow(RangeError);
  });
});

it("E3: states of evidence", () => {
  const steps = EvidenceStatus.options.flatMap((from) =>
    EvidenceStatus.options.filter((to) => canTransition(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(steps).toEqual([
    "draft → submitted",
    "draft → superseded",
    "draft → disposed",
    "submitted → approved",
    "submitted → rejected",
    "approved → superseded",
    "approved → disposed",
    "rejected → superseded",
    "rejected → disposed",
    "superseded → disposed",
  ]);
});

it("every enumeration has a label for each member", () => {
  const pairs: [{ options: readonly string[] }, Record<string, string>][] = [
    [schema.AuditEventType, schema.auditEventTypeLabels],
    [schema.Outcome, schema.outcomeLabels],
    [schema.Crud, schema.crudLabels],
    [schema.RiskLevel, schema.riskLevelLabels],
    [schema.EvidenceType, schema.evidenceTypeLabels],
    [schema.EvidenceStatus, schema.evidenceStatusLabels],
    [schema.IntegrityState, schema.integrityStateLabels],
    [schema.RetentionClass, schema.retentionClassLabels],
    [schema.RetentionBasis, schema.retentionBasisLabels],
    [schema.CustodyAction, schema.custodyActionLabels],
    [schema.EvidenceFreshness, schema.evidenceFreshnessLabels],
  ];
  for (const [members, labels] of pairs) expect(Object.keys(labels)).toEqual(members.options);
});
