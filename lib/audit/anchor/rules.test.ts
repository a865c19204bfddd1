import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anchoring, isDue } from "./rules";

const hour = 3_600_000;

describe("pushing checkpoints out (A12)", () => {
  it.each([
    ["folder", null, 5n, 0, true],
    ["folder", null, 0n, 0, false],
    ["folder", { size: 5n, at: 0 }, 9n, hour, true],
    ["webhook", { size: 5n, at: 0 }, 8n, hour, false],
    ["mail", { size: 5n, at: 0 }, 100n, hour, false],
    ["mail", { size: 5n, at: 0 }, 100n, 24 * hour, true],
    ["mail", { size: 5n, at: 0 }, 8n, 48 * hour, false],
  ] as const)("%s, last %o, now %i events", (place, last, size, now, due) => {
    expect(isDue(place, last, { size, places: 3 }, now)).toBe(due);
  });

  it("is never its own reason: what pushing leaves behind pushes nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.bigInt({ min: 1n, max: 1000n }), (places, size) => {
        const last = { size, at: 0 };
        expect(isDue("folder", last, { size: size + BigInt(places), places }, 1000 * hour)).toBe(false);
      }),
    );
  });
});

describe("how far the log is anchored (A12)", () => {
  const copy = (size: bigint, sameMachine = false, at = 1) => ({ size, at, sameMachine });

  it("is not, without a copy", () => expect(anchoring([], 9n)).toEqual({ kind: "none" }));

  it("counts the largest copy outside, and one beside the portal only when there is no other", () => {
    expect(anchoring([copy(5n), copy(7n), copy(9n, true)], 12n)).toEqual({
      kind: "outside",
      copy: copy(7n),
      since: 5n,
    });
    expect(anchoring([copy(9n, true)], 12n)).toMatchObject({ kind: "same_machine", since: 3n });
    expect(anchoring([copy(9n), copy(9n, false, 8)], 9n)).toMatchObject({ copy: { at: 8 }, since: 0n });
    // A copy larger than the log: nothing was added since, and the log is behind.
    expect(anchoring([copy(9n)], 4n)).toMatchObject({ since: 0n });
  });
});
