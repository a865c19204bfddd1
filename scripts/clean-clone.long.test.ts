import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort } from "./lib/processes.mjs";
import { root } from "./lib/settings.mjs";

/** A clone in which nothing ran before, for each command. npm takes the packages from its own cache after the first. */
let clone: string;
beforeEach(async () => {
  clone = path.join(await mkdtemp(path.join(os.tmpdir(), "plinto-clone-")), "portal");
  await ended(["git", "clone", "--quiet", "--no-hardlinks", root, clone], root);
});
afterEach(() => rm(path.dirname(clone), { recursive: true, force: true, maxRetries: 5 }));

const minutes = 60_000;
const names = [
  "PATH",
  "HOME",
  "LANG",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
];
const given = Object.entries(process.env).filter(
  ([name]) => names.includes(name) || /^(npm_config_|NODE_EXTRA_CA)/i.test(name),
);
const outside = Object.fromEntries(given) as NodeJS.ProcessEnv;
// The packages of this checkout must not help.
outside.PATH = outside.PATH?.split(path.delimiter)
  .filter((entry) => !entry.includes("node_modules"))
  .join(path.delimiter);

/** Runs a command to its end, or until it says `enough`: then it is asked to stop. */
async function ended([file = "", ...words]: string[], cwd: string, more: Record<string, string> = {}, enough?: RegExp) {
  const child = spawn(file, words, { cwd, env: { ...outside, ...more }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      if (enough?.test(output)) child.kill("SIGTERM");
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}

const run = (command: string, words: string[] = [], more: Record<string, string> = {}, enough?: RegExp) =>
  ended(["npm", "run", command, "--", ...words], clone, more, enough);

test.each([
  ["verify-audit", ["--help"], 0, "npm run verify-audit -- <package.zip>"],
  ["bench", ["bench/audit-search.ts", "--help"], 0, "audit-search"],
  ["draft-migration", [], 1, "Say what the migration does"],
  ["migrate", [], 1, "DATABASE_URL is not set"],
  ["setup", [], 2, 'npm run setup -- --name "Example Ltd"'],
  ["test", ["--only=unit", "scripts/lib"], 0, "0 failed"],
] as const)("npm run %s", { timeout: 20 * minutes }, async (command, words, code, says) => {
  const result = await run(command, [...words]);
  expect(result.output).toContain(says);
  expect(result.code).toBe(code);
});

test("npm run witness", { timeout: 20 * minutes }, async () => {
  const { output } = await run("witness", [], { WITNESS_PORT: String(await freePort()) }, /the witness listens/);
  expect(output).toContain("the witness listens");
});

test.each(["up", "dev"])("npm run %s", { timeout: 40 * minutes }, async (command) => {
  const { output } = await run(command, [], { PORT: String(await freePort()) }, /Ctrl-C stops it/);
  expect(output).toContain("Stopped.");
});

const organization = ["--name", "Example Ltd", "--slug", "example"];
const admin = ["--admin-email", "ada@example.com", "--admin-name", "Ada Example"];

test("a backup is brought back on a new machine, which has only the keys", { timeout: 40 * minutes }, async () => {
  const mode = { PORTAL_MODE: "production" };
  expect(await run("setup", [...organization, ...admin], mode)).toMatchObject({ code: 0 });
  const backups = path.join(path.dirname(clone), "backups");
  const backup = await run("backup", [backups], mode);
  expect(backup.code, backup.output).toBe(0);

  const keys = path.join(path.dirname(clone), "keys");
  await mkdir(keys);
  for (const name of ["secrets.json", "backup-keys.json"]) {
    await cp(path.join(clone, ".data", name), path.join(keys, name));
  }
  await rm(clone, { recursive: true });
  await ended(["git", "clone", "--quiet", "--no-hardlinks", root, clone], root);
  await cp(keys, path.join(clone, ".data"), { recursive: true });
  expect((await readdir(path.join(clone, ".data"))).sort()).toEqual(["backup-keys.json", "secrets.json"]);

  const restored = await run("restore", [backups], mode);
  expect(restored.output).toContain("Restored the backup of");
  expect(restored.code).toBe(0);
  const again = await run("setup", [...organization, ...admin], mode);
  expect(again.output).toContain("There is an organisation of that name");
});
