import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attainmentSummary, attainmentTitle, type MonthCounts, monthSentences } from "./messages";
import { percentWords } from "./rules";

const nothing: MonthCounts = {
  policy_versions_published: null,
  acknowledgements_given: null,
  requests_received: null,
  requests_answered: null,
  tickets_opened: null,
  tickets_resolved: null,
  sla_breached: null,
  audit_denied: null,
};
const of = (now: number, before = 0) => ({ now, before });

describe("percentWords: what is not whole is never rounded to it (D6)", () => {
  it.each([
    [100, "100%"],
    [99.96, "99.9%"],
    [83.33333, "83.3%"],
    [0.01, "0.1%"],
    [0, "0%"],
  ])("%d is %s", (value, words) => expect(percentWords(value)).toBe(words));
});

describe("what changed this month", () => {
  it("says nothing where nothing happened, or nothing may be seen", () => {
    expect(monthSentences(nothing)).toEqual([]);
    expect(monthSentences({ ...nothing, tickets_opened: of(0, 0), sla_breached: of(0, 0) })).toEqual([]);
  });

  it("counts in words, against the same part of last month", () => {
    const sentences = monthSentences({
      ...nothing,
      sla_breached: of(1, 3),
      requests_received: of(2, 0),
      requests_answered: of(1),
      tickets_opened: of(1204, 7),
      tickets_resolved: of(5),
    });
    expect(sentences.map(({ text }) => text)).toEqual([
      "1 SLA promise was broken, against 3 in the same part of last month.",
      "2 data-subject requests came in, none in the same part of last month; one was answered.",
      "1,204 tickets were opened, against 7 in the same part of last month; 5 were resolved.",
    ]);
  });

  it("an end of breaches is news", () => {
    expect(monthSentences({ ...nothing, sla_breached: of(0, 2) })[0]?.text).toBe(
      "No SLA promise was broken, against 2 in the same part of last month.",
    );
  });

  it("never more than five, whatever happened", () => {
    const count = fc.option(fc.record({ now: fc.nat(5000), before: fc.nat(5000) }));
    const counts = fc.record(Object.fromEntries(Object.keys(nothing).map((key) => [key, count])));
    fc.assert(
      fc.property(counts, (given) => {
        const sentences = monthSentences(given as MonthCounts);
        expect(sentences.length).toBeLessThanOrEqual(5);
        for (const { key, text } of sentences) {
          expect((given as MonthCounts)[key]).not.toBeNull();
          expect(text).toMatch(/^[A-Z0-9].*\.$/);
        }
      }),
    );
  });
});

describe("the title of a chart is its message", () => {
  const points = (...values: (number | null)[]) => values.map((value, index) => ({ label: `m${index}`, value }));
  it.each([
    [points(null, null), "First response: nothing was decided yet"],
    [points(null, 97), "First response meets the target at 97%"],
    [points(90, null, 95), "First response meets the target at 95%, up 5 points since m0"],
    [points(100, 80.5, null), "First response is below the target at 80.5%, down 19.5 points since m0"],
    [points(94.9, 94.9), "First response is below the target at 94.9%, as in m0"],
  ])("%o", (given, title) => expect(attainmentTitle(given, 95, "First response")).toBe(title));

  it("the summary names the lowest and the gaps", () => {
    expect(attainmentSummary(points(100, null, 80, 96), 95)).toBe(
      "Below 95% in 1 of 3; lowest 80% in m2; no data in 1.",
    );
    expect(attainmentSummary(points(null), 95)).toBe("No promise was decided in this period.");
  });
});
