import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect } from "vitest";
import { root } from "../lib/settings.mjs";

const made = new Set(["node_modules", ".git", ".data", "generated", "test-results", "playwright-report"]);
const isSource = (file: string) => !made.has(path.basename(file)) && !path.basename(file).startsWith(".next");

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

/**
 * The sources in a folder of their own, in which nothing ran before. With `packages` it is spared installing them: npm takes a minute
 * for that, and who wants to see it gives none.
 */
export async function freshCopy({ packages }: { packages: boolean }) {
  const parent = await mkdtemp(path.join(os.tmpdir(), "plinto-copy-"));
  const folder = path.join(parent, "portal");

  // Whoever may not look into it (PostgreSQL's own user, when started by root) would keep its data elsewhere.
  await chmod(parent, 0o755);
  await cp(root, folder, { recursive: true, filter: isSource });
  if (packages) await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));

  /** Runs a command of the README to its end, or until it says `enough`: then it is asked to stop. */
  async function run(
    command: string,
    words: readonly string[] = [],
    more: Record<string, string> = {},
    enough?: RegExp,
  ) {
    const options = { cwd: folder, env: { ...outside, ...more } };
    const child = spawn("npm", ["run", command, "--", ...words], { ...options, stdio: ["ignore", "pipe", "pipe"] });
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

  return { folder, run, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 5 }) };
}

const organization = ["--name", "Example Ltd", "--slug", "example"];
const admin = ["--admin-email", "ada@example.com", "--admin-name", "Ada Example"];
const mode = { PORTAL_MODE: "production" };

/** Set up and backed up here, and brought back there, where nothing is but the two files of keys. */
export async function expectRestoreOnNewMachine(here: Copy, there: Copy): Promise<void> {
  const first = await here.run("setup", [...organization, ...admin], mode);
  expect(first.code, first.output).toBe(0);
  const backups = path.join(path.dirname(here.folder), "backups");
  const backup = await here.run("backup", [backups], mode);
  expect(backup.code, backup.output).toBe(0);

  await mkdir(path.join(there.folder, ".data"), { mode: 0o750 });
  for (const name of ["secrets.json", "backup-keys.json"]) {
    await cp(path.join(here.folder, ".data", name), path.join(there.folder, ".data", name));
  }
  const restored = await there.run("restore", [backups], mode);
  expect(restored.output).toContain("Restored the backup of");
  expect(restored.code).toBe(0);
  const again = await there.run("setup", [...organization, ...admin], mode);
  expect(again.output).toContain("There is an organisation of that name");
}

export type Copy = Awaited<ReturnType<typeof freshCopy>>;
