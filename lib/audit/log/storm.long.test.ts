import { expect, it } from "vitest";
import { stormAndKill } from "../testing/storm";

const clean = { gaps: 0, duplicates: 0, lost: 0, unsigned: 0, wrongRoots: 0, halted: null };

it("sixteen writers for a minute and a sequencer killed ten times leave no gap, fork, duplicate or loss (A16)", async () => {
  const found = await stormAndKill({ seconds: 60, kills: 10 });
  console.log(found);
  expect(found).toMatchObject(clean);
  expect(found.written).toBeGreaterThan(2_000);
  expect(found.leaves).toBe(found.written + 1);
});
