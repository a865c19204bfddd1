import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock.mjs";
import { actionsKeyOf, loadSecrets } from "./secrets.mjs";
import { childEnvironment, readEnvFile, readSettings } from "./settings.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "plinto-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("without settings it is a demo on 127.0.0.1:3000; with a database it is production", () => {
  expect(readSettings({})).toMatchObject({
    mode: "demo",
    host: "127.0.0.1",
    port: 3000,
    publicUrl: "http://localhost:3000",
    open: false,
  });
  expect(readSettings({ DATABASE_URL: "postgresql://x" }).mode).toBe("production");
  expect(readSettings({ DATABASE_URL: "postgresql://x", PORTAL_MODE: "demo" }).mode).toBe("demo");
  expect(readSettings({ HOST: "0.0.0.0", PORT: "4000" })).toMatchObject({
    open: true,
    localUrl: "http://127.0.0.1:4000",
  });
});

test.each([{ PORT: "abc" }, { PORT: "0" }, { PORT: "65536" }, { PORT: "3000.5" }, { PORTAL_MODE: "test" }])(
  "%o is refused in plain words",
  (env) => {
    expect(() => readSettings(env)).toThrow(expect.objectContaining({ name: "Problem", mend: expect.any(String) }));
  },
);

test(".env is read, but what the environment says wins", () => {
  const file = path.join(folder, ".env");
  writeFileSync(
    file,
    '# a comment\nPLINTO_TEST_A=one # why\nexport PLINTO_TEST_B="two # three"\nPLINTO_TEST_C=file\nnonsense\n',
  );
  process.env.PLINTO_TEST_C = "environment";
  readEnvFile(file);
  const { PLINTO_TEST_A, PLINTO_TEST_B, PLINTO_TEST_C } = process.env;
  expect([PLINTO_TEST_A, PLINTO_TEST_B, PLINTO_TEST_C]).toEqual(["one", "two # three", "environment"]);
  for (const name of ["A", "B", "C"]) delete process.env[`PLINTO_TEST_${name}`];
});

test("secrets are made once, for their owner's eyes only, and have the forms their readers ask for", () => {
  const first = loadSecrets(folder);
  expect(loadSecrets(folder)).toEqual(first);
  expect(statSync(path.join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(Buffer.from(first.PORTAL_MASTER_KEY ?? "", "base64")).toHaveLength(32);
  expect(first.INNGEST_SIGNING_KEY).toMatch(/^signkey-prod-[0-9a-f]{64}$/);
  expect(first.NEXTAUTH_SECRET?.length).toBeGreaterThanOrEqual(32);
});

test("the key of server actions is the same at each start and build of an installation, and another's is another", () => {
  const where = { databaseUrl: "postgresql://x", enginePort: 1, witnessPort: 2, given: {} };
  const keyAt = (dataFolder: string, given: Record<string, string> = {}) =>
    childEnvironment(readSettings({ DATA_FOLDER: dataFolder }), loadSecrets(dataFolder), { ...where, given })
      .NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? "";
  const first = keyAt(folder);
  expect(Buffer.from(first, "base64")).toHaveLength(32);
  expect(keyAt(folder)).toBe(first);
  const other = mkdtempSync(path.join(folder, "other-"));
  expect(keyAt(other)).not.toBe(first);
  // A second web server knows the master key from its environment, not from a folder.
  expect(keyAt(other, { PORTAL_MASTER_KEY: loadSecrets(folder).PORTAL_MASTER_KEY ?? "" })).toBe(first);
  expect(keyAt(folder, { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "mine" })).toBe("mine");
  expect(first).not.toBe(loadSecrets(folder).PORTAL_MASTER_KEY);
  expect(actionsKeyOf("c2FtZQ==")).toBe(actionsKeyOf("c2FtZQ=="));
});

test("a second one is told who holds the lock; a dead holder's lock, also of a number used again, is taken over", () => {
  const first = takeLock(folder, { url: "http://localhost:1" });
  expect(takeLock(folder, { url: "http://localhost:2" })).toMatchObject({
    holder: { pid: process.pid, url: "http://localhost:1" },
  });
  writeFileSync(path.join(folder, "up.json"), JSON.stringify({ pid: process.pid, startTime: "1", url: "old" }));
  expect(takeLock(folder, { url: "http://localhost:2" })).not.toHaveProperty("holder");
  writeFileSync(path.join(folder, "up.json"), '{"pid": 1');
  const last = takeLock(folder, { url: "http://localhost:3" });
  expect(last).not.toHaveProperty("holder");
  if ("release" in first) first.release();
});
