import { afterEach, expect, test } from "vitest";
import { type Copy, expectRestoreOnNewMachine, freshCopy } from "./testing/fresh-copy";

const timeout = 600_000;
const copies: Copy[] = [];
afterEach(() => Promise.all(copies.splice(0).map((copy) => copy.remove())));

async function made(): Promise<Copy> {
  const copy = await freshCopy({ packages: true });
  copies.push(copy);
  return copy;
}

test("a backup is brought back on a new machine, which has only the keys", { timeout }, async () => {
  await expectRestoreOnNewMachine(await made(), await made());
});

test("commands begin where nothing was generated yet", { timeout }, async () => {
  const { run } = await made();
  const verify = await run("verify-audit", ["--help"]);
  expect(verify.output).toContain("npm run verify-audit -- <package.zip>");
  expect(verify.code).toBe(0);
  const migrate = await run("migrate");
  expect(migrate.output).toContain("DATABASE_URL is not set");
  expect(migrate.code).toBe(1);
});
