import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "./lib/processes.mjs";
import { type Copy, expectRestoreOnNewMachine, freshCopy } from "./testing/fresh-copy";

/** Each command where nothing ran before. npm takes the packages from its own cache after the first. */
let copy: Copy;
beforeEach(async () => {
  copy = await freshCopy({ packages: false });
});
afterEach(() => copy.remove());

const minutes = 60_000;

test.each([
  ["verify-audit", ["--help"], 0, "npm run verify-audit -- <package.zip>"],
  ["bench", ["bench/audit-search.ts", "--help"], 0, "audit-search"],
  ["draft-migration", [], 1, "Say what the migration does"],
  ["migrate", [], 1, "DATABASE_URL is not set"],
  ["setup", [], 2, 'npm run setup -- --name "Example Ltd"'],
  ["test", ["--only=unit", "scripts/lib"], 0, "0 failed"],
] as const)("npm run %s", { timeout: 20 * minutes }, async (command, words, code, says) => {
  const result = await copy.run(command, words);
  expect(result.output).toContain(says);
  expect(result.code).toBe(code);
});

test("npm run witness", { timeout: 20 * minutes }, async () => {
  const { output } = await copy.run("witness", [], { WITNESS_PORT: String(await freePort()) }, /the witness listens/);
  expect(output).toContain("the witness listens");
});

test.each(["up", "dev"])("npm run %s", { timeout: 40 * minutes }, async (command) => {
  const { output } = await copy.run(command, [], { PORT: String(await freePort()) }, /Ctrl-C stops it/);
  expect(output).toContain("Stopped.");
});

test("a backup is brought back on a new machine, which has only the keys", { timeout: 40 * minutes }, async () => {
  const there = await freshCopy({ packages: false });
  await expectRestoreOnNewMachine(copy, there).finally(() => there.remove());
});
