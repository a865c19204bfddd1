import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Slots } from "./slots";

const two = [{ key: "k", limit: 2 }];

describe("places", () => {
  it("are given up to the limit, then jobs wait in order of arrival", () => {
    const slots = new Slots();
    expect(["a", "b", "c", "d"].map((job) => slots.acquire(job, two))).toEqual([true, true, false, false]);
    expect(slots.release(two)).toEqual(["c"]);
    expect(slots.acquire("e", two)).toBe(false); // nobody overtakes d, and c is on its way
    expect(slots.acquire("c", two)).toBe(true);
    expect(slots.isParked("c")).toBe(false);
    expect(slots.release(two)).toEqual(["d"]);
  });

  it("go to the next when the one that was called has nothing to do", () => {
    const slots = new Slots();
    const one = [{ key: "k", limit: 1 }];
    for (const job of ["a", "b", "c"]) slots.acquire(job, one);
    expect(slots.release(one)).toEqual(["b"]);
    expect(slots.withdraw("b", one)).toEqual(["c"]);
    expect(slots.withdraw("never called", one)).toEqual([]);
  });

  it("of two limits are both needed", () => {
    const slots = new Slots();
    const both = [
      { key: "wide", limit: 5 },
      { key: "narrow", limit: 1 },
    ];
    expect(slots.acquire("a", both)).toBe(true);
    expect(slots.acquire("b", both)).toBe(false);
    expect(slots.acquire("c", [{ key: "wide", limit: 5 }])).toBe(true);
    expect(slots.release(both)).toEqual(["b"]);
    expect(slots.acquire("b", both)).toBe(true);
  });

  it("are never given above the limit, and nobody is forgotten", () => {
    const scenario = fc.record({
      limit: fc.integer({ min: 1, max: 4 }),
      choices: fc.array(fc.boolean(), { minLength: 50, maxLength: 200 }),
    });
    fc.assert(
      fc.property(scenario, ({ limit, choices }) => {
        const slots = new Slots();
        const place = [{ key: "k", limit }];
        const waiting = Array.from({ length: 30 }, (_, n) => `job ${n}`);
        let running = 0;
        let finished = 0;
        const step = (start: boolean): void => {
          const next = start || running === 0 ? waiting.shift() : undefined;
          if (next) running += slots.acquire(next, place) ? 1 : 0;
          else if (running > 0) {
            running--;
            finished++;
            waiting.unshift(...slots.release(place));
          }
          expect(running).toBeLessThanOrEqual(limit);
        };
        for (const start of choices) step(start);
        for (let n = 0; n < 500 && finished < 30; n++) step(n % 2 === 0);
        expect(finished).toBe(30);
      }),
    );
  });
});
