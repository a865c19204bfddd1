import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "./lib/settings.mjs";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const scripts: Record<string, string> = JSON.parse(read("package.json")).scripts;
const texts = ["README.md", "bench/README.md", ...readdirSync(path.join(root, "docs")).map((name) => `docs/${name}`)];
const named = new Set(
  texts
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => [...read(name).matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map(([, command = ""]) => command))
    .filter((command) => command in scripts),
);

test("the texts name the commands that this file is about", () => {
  expect([...named]).toEqual(
    expect.arrayContaining(["up", "dev", "test", "setup", "backup", "restore", "verify-audit", "witness", "bench"]),
  );
});

test.each([...named])("`npm run %s` begins with an entry that installs and generates first", (command) => {
  const [, entry = ""] = /^(?:exec )?node (scripts\/[a-z-]+\.mjs)/.exec(scripts[command] ?? "") ?? [];
  expect(scripts[command]).toContain(entry || "an entry in plain JavaScript");
  const source = read(entry);
  expect(source).toContain("await prepared(import.meta.url");
  // Before there are packages nothing else may be imported.
  expect(source.match(/^import .*$/gm)).toEqual(['import { prepared } from "./lib/prepared.mjs";']);
  expect(read("scripts/lib/prepared.mjs").match(/^import .*$/gm)).toEqual([
    'import { fileURLToPath } from "node:url";',
  ]);
});

test("what is run ends as it ended and gets its arguments", () => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ["scripts/run.mjs", ...words], { cwd: root, encoding: "utf8", timeout: 60_000 });
  expect(run("scripts/verify-audit.ts", "--help")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("npm run verify-audit"),
  });
  expect(run("scripts/verify-audit.ts", "no-such.zip").status).toBe(1);
  expect(run().status).toBe(1);
});
