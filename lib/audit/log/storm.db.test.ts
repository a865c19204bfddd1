import { expect, it } from "vitest";
import { stormAndKill } from "../testing/storm";

const clean = { gaps: 0, duplicates: 0, lost: 0, unsigned: 0, wrongRoots: 0, halted: null };

it("sixteen writers and a sequencer killed twice leave no gap, fork, duplicate or loss (A16)", async () => {
  const found = await stormAndKill({ seconds: 4, kills: 2 });
  expect(found).toMatchObject(clean);
  expect(found.written).toBeGreaterThan(100);
  // The organisation's own first event, and nothing that nobody wrote.
  expect(found.leaves).toBe(found.written + 1);
});
