import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EvidenceStatus } from "../schema";
import { canStep, reasonToKeep } from "./rules";
import { DisposalState } from "./schema";

it("a list goes forward only, and ends", () => {
  const steps = DisposalState.options.flatMap((from) =>
    DisposalState.options.filter((to) => canStep(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(steps).toEqual([
    "proposed → requested",
    "proposed → refused",
    "requested → approved",
    "requested → refused",
    "approved → done",
  ]);
});

describe("what is disposed of", () => {
  const piece = { status: "approved" as const, retainUntil: "2026-11-23", holds: [] };
  it.each([
    [piece, "2026-11-23", "kept until 23 November 2026"],
    [piece, "2026-11-24", null],
    [
      { ...piece, holds: ["HLD-2026-0001", "HLD-2026-0002"] },
      "2030-01-01",
      "under legal hold HLD-2026-0001, HLD-2026-0002",
    ],
    [{ ...piece, status: "submitted" as const }, "2030-01-01", "handed in and waiting for a decision"],
    [{ ...piece, status: "disposed" as const }, "2030-01-01", "disposed of already"],
  ])("%j on %s: %s", (each, today, why) => expect(reasonToKeep(each, today)).toBe(why));

  it("nothing under a hold ever goes, whatever else is true", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EvidenceStatus.options),
        fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
        (status, holds) => {
          expect(reasonToKeep({ status, retainUntil: "1970-01-01", holds }, "2999-01-01")).not.toBeNull();
        },
      ),
    );
  });
});
