import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { AbsenceKind as StoredKind } from "../../db/generated/enums";
import { absenceState, type Days, daysProblem, daysWords, overlap } from "./rules";
import type { AbsenceKind } from "./schema";

const today = "2026-11-26";

it("the kinds of the forms are those of the database", () => {
  expectTypeOf<AbsenceKind>().toEqualTypeOf<StoredKind>();
});

describe("which days can be recorded", () => {
  it.each([
    ["2026-11-26", "2026-11-26", null],
    ["2026-12-28", "2027-01-03", null],
    ["2026-11-26", null, null],
    ["2026-11-26", "2026-11-25", "lastDay"],
    ["2026-11-26", "2029-11-25", null],
    ["2026-11-26", "2029-11-26", "lastDay"],
    ["0206-11-26", "2026-11-26", "firstDay"],
    ["2025-11-25", null, null],
    ["2025-11-24", null, "firstDay"],
    ["2028-11-27", null, "firstDay"],
  ])("%s to %s: %s", (firstDay, lastDay, field) =>
    expect(daysProblem({ firstDay, lastDay }, today)?.field ?? null).toBe(field),
  );
});

describe("overlapping", () => {
  const day = fc
    .integer({ min: 0, max: 40 })
    .map((n) => new Date(Date.UTC(2026, 11, 15) + n * 86_400_000).toISOString().slice(0, 10));
  const days: fc.Arbitrary<Days> = fc.tuple(day, day, fc.boolean()).map(([a, b, open]) => {
    const [firstDay = "", lastDay = ""] = [a, b].sort();
    return { firstDay, lastDay: open ? null : lastDay };
  });

  it("is sharing a day, whichever comes first", () => {
    fc.assert(
      fc.property(days, days, day, (one, other, shared) => {
        expect(overlap(one, other)).toBe(overlap(other, one));
        expect(overlap(one, one)).toBe(true);
        const has = (span: Days) => span.firstDay <= shared && (span.lastDay === null || shared <= span.lastDay);
        if (has(one) && has(other)) expect(overlap(one, other)).toBe(true);
        if (one.lastDay && one.lastDay < other.firstDay) expect(overlap(one, other)).toBe(false);
      }),
    );
  });
});

it.each([
  ["2026-11-26", "2026-11-26", false, "away"],
  ["2026-11-20", null, false, "away"],
  ["2026-11-27", null, false, "coming"],
  ["2026-11-01", "2026-11-25", false, "over"],
  ["2026-11-20", null, true, "withdrawn"],
])("%s to %s, withdrawn %s: %s", (firstDay, lastDay, withdrawn, state) =>
  expect(absenceState({ firstDay, lastDay, withdrawn }, today)).toBe(state),
);

it.each([
  ["2026-08-03", "2026-08-17", "3–17 August 2026"],
  ["2026-08-03", "2026-08-03", "3 August 2026"],
  ["2026-08-30", "2026-09-02", "30 August – 2 September 2026"],
  ["2026-12-28", "2027-01-03", "28 December 2026 – 3 January 2027"],
  ["2026-08-03", null, "from 3 August 2026"],
])("%s to %s is said as %s", (firstDay, lastDay, words) => expect(daysWords({ firstDay, lastDay })).toBe(words));
