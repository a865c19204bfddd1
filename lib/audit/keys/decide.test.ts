import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RetentionClass } from "../schema";
import { decide, type KeyFacts } from "./decide";

const at = "2026-11-24T12:00:00.000Z";
const key = (facts: Partial<KeyFacts> = {}): KeyFacts => ({
  id: crypto.randomUUID(),
  retentionClass: "seven_years",
  month: "2026-05",
  holds: [],
  inOffice: false,
  ...facts,
});

describe("which keys an erasure destroys (A17)", () => {
  test("those of a policy class go, SOC 2's seven years among them", () => {
    const keys = RetentionClass.options.map((retentionClass) => key({ retentionClass }));
    expect(decide(keys, { jurisdiction: "DE-BE", at })).toEqual({ destroy: keys.map(({ id }) => id), kept: [] });
  });

  test("those of a statutory class of the subject's own jurisdiction stay until its end, with the citation", () => {
    const keys = [key({ retentionClass: "six_years" }), key({ retentionClass: "six_years", month: "2026-07" })];
    expect(decide(keys, { jurisdiction: "US-CA", at })).toEqual({
      destroy: [],
      kept: [
        {
          ground: "statutory",
          reference: "45 CFR 164.316(b)(2)(i)",
          retentionClass: "six_years",
          until: "2032-08-01T00:00:00.000Z",
          months: ["2026-05", "2026-07"],
          keys: 2,
        },
      ],
    });
    expect(decide(keys, { jurisdiction: "DE", at }).kept).toEqual([]);
    expect(decide(keys, { jurisdiction: "US", at: "2032-08-01T00:00:00.000Z" }).kept).toEqual([]);
  });

  test("those of acts in office stay until the class ends, then they go the same way", () => {
    const held = key({ inOffice: true });
    expect(decide([held], { jurisdiction: "DE", at }).kept).toMatchObject([
      { ground: "office", until: "2033-06-01T00:00:00.000Z" },
    ]);
    expect(decide([held], { jurisdiction: "DE", at: "2033-06-01T00:00:00.000Z" }).destroy).toEqual([held.id]);
  });

  test("a hold outranks everything, also after the end of the class", () => {
    const held = key({ holds: ["HLD-2026-0001", "HLD-2026-0002"], retentionClass: "ninety_days", month: "2020-01" });
    expect(decide([held], { jurisdiction: "DE", at })).toMatchObject({
      destroy: [],
      kept: [{ ground: "hold", reference: "HLD-2026-0001, HLD-2026-0002", until: null }],
    });
  });

  test("every key is either destroyed or counted among the kept, never both", () => {
    const facts = fc.record({
      id: fc.uuid(),
      retentionClass: fc.constantFrom(...RetentionClass.options),
      month: fc.constantFrom("2015-01", "2025-10", "2026-11"),
      holds: fc.array(fc.constantFrom("HLD-2026-0001", "HLD-2026-0002"), { maxLength: 2 }),
      inOffice: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(facts, { selector: ({ id }) => id }),
        fc.constantFrom("US", "DE"),
        (keys, jurisdiction) => {
          const { destroy, kept } = decide(keys, { jurisdiction, at });
          expect(destroy.length + kept.reduce((sum, row) => sum + row.keys, 0)).toBe(keys.length);
          for (const each of keys) if (each.holds.length > 0) expect(destroy).not.toContain(each.id);
        },
      ),
    );
  });
});
