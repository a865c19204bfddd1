import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelledPlaces, niceTicks, segments, spreadLabels } from "./scale";

describe("niceTicks", () => {
  it.each([
    [0, 100, [0, 25, 50, 75, 100]],
    [0, 8, [0, 2, 4, 6, 8]],
    [0, 1204, [0, 500, 1000, 1500]],
    [0, 1, [0, 0.5, 1]],
    [-3, 5, [-4, -2, 0, 2, 4, 6]],
    [0, 0, [0, 1]],
  ])("of %d to %d", (min, max, ticks) => {
    expect(niceTicks(min, max)).toEqual(ticks);
  });

  it("always covers the range, evenly, with few ticks", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        (min, span) => {
          const ticks = niceTicks(min, min + span);
          expect(ticks[0]).toBeLessThanOrEqual(min + span * 1e-6);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(min + span * (1 - 1e-6));
          expect(ticks.length).toBeLessThanOrEqual(7);
        },
      ),
    );
  });
});

describe("segments", () => {
  it("ends a line at a gap and starts a new one after it (D8)", () => {
    expect(segments([null, 1, 2, null, null, 3])).toEqual([
      [
        { index: 1, value: 1 },
        { index: 2, value: 2 },
      ],
      [{ index: 5, value: 3 }],
    ]);
  });

  it("draws nothing for no data, and a zero for a zero", () => {
    expect(segments([null, null])).toEqual([]);
    expect(segments([0])).toEqual([[{ index: 0, value: 0 }]]);
  });
});

describe("spreadLabels", () => {
  it("leaves labels alone that do not meet", () => {
    expect(spreadLabels([150, 20, 80], 30, 200)).toEqual([150, 20, 80]);
  });

  it("keeps the distance, the order and the frame", () => {
    const height = 200;
    const wanted = fc.array(fc.integer({ min: 0, max: height }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(wanted, (ys) => {
        const placed = spreadLabels(ys, 34, height);
        const sorted = ys
          .map((y, index) => ({ y, placed: placed[index] ?? 0 }))
          .sort((a, b) => a.y - b.y || a.placed - b.placed);
        sorted.forEach((one, index) => {
          expect(one.placed).toBeGreaterThanOrEqual(17);
          expect(one.placed).toBeLessThanOrEqual(height - 17);
          if (index > 0) expect(one.placed - (sorted[index - 1]?.placed ?? 0)).toBeGreaterThanOrEqual(34);
        });
      }),
    );
  });
});

describe("labelledPlaces", () => {
  it("labels the last one and goes back evenly", () => {
    expect(labelledPlaces(12, 7)).toEqual([1, 3, 5, 7, 9, 11]);
    expect(labelledPlaces(4, 7)).toEqual([0, 1, 2, 3]);
    expect(labelledPlaces(12, 3)).toEqual([5, 11]);
    expect(labelledPlaces(1, 3)).toEqual([0]);
    expect(labelledPlaces(0, 3)).toEqual([]);
  });
});
