import { expect, test } from "vitest";
import { canMove, clockState, missingToClose, nextStatus } from "./rules";
import { IncidentStatus } from "./schema";

test("there is one way through the states, one step at a time (I1)", () => {
  const order = IncidentStatus.options;
  for (const [i, from] of order.entries())
    for (const [j, to] of order.entries()) expect(canMove(from, to)).toBe(j === i + 1);
  expect(nextStatus("closed")).toBeNull();
});

test("a clock is met up to its very moment; unacknowledged it is missed from the next one on (I2)", () => {
  const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000);
  const clock = (acknowledgedAt: Date | null, now: Date) => clockState({ acknowledgeBy: at(60), acknowledgedAt }, now);
  expect(clock(null, at(60))).toBe("running");
  expect(clock(null, at(61))).toBe("missed");
  expect(clock(at(60), at(500))).toBe("met");
  expect(clock(at(61), at(500))).toBe("missed");
});

test("closing says what is missing (I4)", () => {
  expect(missingToClose({ status: "resolved", actions: [{ ownerId: "a" }] })).toEqual([]);
  expect(missingToClose({ status: "resolved", actions: [] })).toHaveLength(1);
  expect(missingToClose({ status: "open", actions: [] })).toHaveLength(2);
});
