import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const imports = (from: string) => `import { value } from "${from}";\nexport const used = () => value;\n`;

/** File, what is in it, the one rule that must speak; null: none may. */
const fixtures: [file: string, source: string, rule: string | null][] = [
  ["app/(portal)/a.tsx", imports("@/lib/platform/db/client"), "noRestrictedImports"],
  ["app/(portal)/b.tsx", imports("../../lib/platform/db/client"), "noRestrictedImports"],
  ["app/(portal)/c.tsx", imports("@/lib/portal/functions"), "noRestrictedImports"],
  ["app/(portal)/d.tsx", imports("@/lib/platform/db/generated/client"), "noRestrictedImports"],
  ["app/(portal)/e.tsx", imports("@/lib/policies/acknowledge"), null],
  ["app/(portal)/f.tsx", imports("@/components/ui/button"), null],
  ["app/api/v1/a.ts", imports("@/lib/portal/operations"), null],
  ["app/api/v1/b.ts", imports("@/lib/platform/db/tenant"), "noRestrictedImports"],
  ["app/api/v1/c.ts", imports("@/scripts/testing/organization"), "noRestrictedImports"],
  ["components/form/a.tsx", imports("@/app/page-errors"), "noRestrictedImports"],
  ["components/form/b.tsx", imports("@/lib/policies/queries"), "noRestrictedImports"],
  ["components/form/c.tsx", imports("@/lib/platform/db/client"), "noRestrictedImports"],
  ["components/form/d.tsx", imports("@/lib/portal/functions"), "noRestrictedImports"],
  ["components/form/e.tsx", imports("@/lib/privacy/requests/schema"), null],
  ["components/form/f.tsx", imports("@/lib/support/sla-clock"), null],
  ["components/form/g.tsx", imports("@/lib/platform/http/action-state"), null],
  ["lib/audit/a.ts", imports("@/lib/privacy/schema"), "noRestrictedImports"],
  ["lib/privacy/requests/a.ts", imports("../../support/schema"), "noRestrictedImports"],
  ["lib/support/a.ts", imports("../policies/queries"), "noRestrictedImports"],
  ["lib/policies/a.ts", imports("@/lib/dashboard/rules"), "noRestrictedImports"],
  ["lib/policies/b.ts", imports("@/lib/portal/contributions"), "noRestrictedImports"],
  ["lib/policies/c.ts", imports("@/app/page-errors"), "noRestrictedImports"],
  ["lib/policies/d.ts", imports("@/components/ui/cn"), "noRestrictedImports"],
  ["lib/policies/e.ts", imports("@/scripts/testing/organization"), "noRestrictedImports"],
  ["lib/policies/e.test.ts", imports("@/scripts/testing/organization"), null],
  ["lib/policies/f.ts", imports("@/lib/platform/db/tenant"), null],
  ["lib/dashboard/a.ts", imports("@/lib/audit/evidence/save"), "noRestrictedImports"],
  ["lib/dashboard/b.ts", imports("../support/tickets/reply"), "noRestrictedImports"],
  ["lib/dashboard/c.ts", imports("@/lib/audit/queries"), null],
  ["lib/dashboard/d.ts", imports("@/lib/support/tickets/queries"), null],
  ["lib/dashboard/e.ts", imports("@/lib/policies/queries/library"), null],
  ["lib/dashboard/f.ts", imports("@/lib/privacy/requests/figures"), null],
  ["lib/dashboard/g.ts", imports("@/lib/audit/figure-rows"), null],
  ["lib/dashboard/h.ts", imports("@/lib/privacy/requests/read"), "noRestrictedImports"],
  ["lib/platform/a.ts", imports("@/lib/audit/queries"), "noRestrictedImports"],
  ["lib/platform/http/b.ts", imports("../../portal/operations"), "noRestrictedImports"],
  ["lib/portal/a.ts", imports("@/lib/audit/jobs"), null],
  ["lib/portal/b.ts", imports("@/app/page-errors"), "noRestrictedImports"],
  [
    "e2e/support/own.spec.ts",
    'import { test } from "@playwright/test";\ntest("a", () => {});\n',
    "noRestrictedImports",
  ],
  ["e2e/support/db.ts", imports("@/lib/platform/db/client"), "noRestrictedImports"],

  ["app/(portal)/g.tsx", "export const shown = () => (status ? 1 : 2);\n", "noRestrictedGlobals"],
  ["app/(portal)/h.tsx", "export const shown = (status: string) => (status ? 1 : 2);\n", null],
  ["lib/audit/rules.ts", imports("node:crypto"), "noRestrictedImports"],
  ["lib/privacy/rules.ts", imports("@prisma/client"), "noRestrictedImports"],
  ["lib/support/rules.ts", imports("../platform/db/client"), "noRestrictedImports"],
  ["lib/policies/rules.ts", imports("inngest"), "noRestrictedImports"],
  ["lib/dashboard/rules.ts", 'import "server-only";\n', "noRestrictedImports"],
  ["lib/privacy/deadlines.ts", imports("@/lib/platform/env"), "noRestrictedImports"],
  ["lib/support/sla-clock.ts", imports("@/lib/privacy/deadlines"), "noRestrictedImports"],
  ["lib/privacy/requests/events.ts", imports("fs"), "noNodejsModules"],
  ["lib/privacy/requests/schema.ts", imports("../../platform/text"), null],
  ["lib/support/schema.ts", imports("zod"), null],
  ["lib/audit/schema.ts", imports("../platform/calendar"), null],

  ["lib/audit/cycle-one.ts", 'import { two } from "./cycle-two";\nexport const one = () => two;\n', "noImportCycles"],
  ["lib/audit/cycle-two.ts", 'import { one } from "./cycle-one";\nexport const two = () => one;\n', "noImportCycles"],
  ["lib/audit/setting.ts", "export const url = process.env.PUBLIC_URL;\n", "noProcessEnv"],
  ["components/setting.ts", "export const url = process.env.PUBLIC_URL;\n", "noProcessEnv"],
  ["lib/platform/env.ts", "export const url = process.env.PUBLIC_URL;\n", null],
  ["scripts/setting.ts", "export const url = process.env.PUBLIC_URL;\n", null],
  [
    "lib/audit/unsafe-query.ts",
    "export const rows = (tx: { $queryRawUnsafe(sql: string): unknown }, id: string) => tx.$queryRawUnsafe(id);\n",
    "noJsRestrictedProperties",
  ],
  [
    "prisma/seed/unsafe-execute.ts",
    "export const rows = (tx: { $executeRawUnsafe(sql: string): unknown }, id: string) => tx.$executeRawUnsafe(id);\n",
    "noJsRestrictedProperties",
  ],
  ["lib/audit/camelCase.ts", "export const a = 1;\n", "useFilenamingConvention"],
  ["components/ui/PascalCase.tsx", "export const a = 1;\n", "useFilenamingConvention"],
  ["lib/audit/barrel.ts", 'export { a } from "./a";\n', "noBarrelFile"],
  ["lib/audit/star.ts", 'export * from "./a";\nexport const b = 1;\n', "noReExportAll"],
  ["lib/audit/long.ts", `${"export {};\n".repeat(301)}`, "noExcessiveLinesPerFile"],
  ["lib/audit/any.ts", "export const a = (b: any) => b;\n", "noExplicitAny"],
  ["lib/audit/focus.test.ts", 'import { test } from "vitest";\ntest.only("a", () => {});\n', "noFocusedTests"],
  ["lib/audit/skip.test.ts", 'import { test } from "vitest";\ntest.skip("a", () => {});\n', "noSkippedTests"],
  ...Object.entries({
    noPlaywrightElementHandle: 'await page.$("p");',
    noPlaywrightEval: 'await page.$eval("p", (p) => p.id);',
    noPlaywrightForceOption: 'await page.locator("p").click({ force: true });',
    noPlaywrightMissingAwait: 'expect(page).toHaveTitle("a");',
    noPlaywrightNetworkidle: 'await page.goto("/", { waitUntil: "networkidle" });',
    noPlaywrightPagePause: "await page.pause();",
    noPlaywrightUnsafeReferences: 'const word = "a"; await page.evaluate(() => document.title === word);',
    noPlaywrightUselessAwait: 'await page.locator("p");',
    noPlaywrightWaitForNavigation: "await page.waitForNavigation();",
    noPlaywrightWaitForSelector: 'await page.waitForSelector("p");',
    noPlaywrightWaitForTimeout: "await page.waitForTimeout(100);",
  }).map(([rule, line]): [string, string, string] => [
    `e2e/${rule.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.spec.ts`,
    `import { expect, test } from "@playwright/test";\ntest("a", async ({ page }) => {\n${line}\nexpect(1).toBe(1);\n});\n`,
    rule,
  ]),
  [
    "e2e/describe.spec.ts",
    'import { test } from "@playwright/test";\ntest.describe("a", async () => {});\n',
    "usePlaywrightValidDescribeCallback",
  ],
];

let folder: string;
let spoken: Map<string, Set<string>>;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "plinto-lint-"));
  const config = JSON.parse(readFileSync(path.join(root, "biome.json"), "utf8"));
  delete config.$schema;
  writeFileSync(path.join(folder, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
  for (const [file, source] of fixtures) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), source);
  }
  const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", ".", "--reporter=json", "--max-diagnostics=none", "--diagnostic-level=error"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
  spoken = new Map();
  for (const { category, location } of JSON.parse(stdout.slice(stdout.indexOf("{"))).diagnostics) {
    const file = typeof location.path === "string" ? location.path : location.path.file;
    spoken.set(file, (spoken.get(file) ?? new Set()).add(category.split("/").at(-1)));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(fixtures)("%s: %#", (file, source, rule) => {
  const found = spoken.get(file) ?? new Set();
  const expected = rule === null ? [] : [rule];
  // A file for one rule may break others (an unused promise, say): only the import rules must stay silent where they may.
  if (rule === null) expect([...found], source).toEqual(expected);
  else expect([...found], source).toContain(rule);
});

test("every rule the configuration names has a fixture", () => {
  const config = JSON.parse(readFileSync(path.join(root, "biome.json"), "utf8"));
  const named = [config.linter, ...config.overrides.map((override: { linter: unknown }) => override.linter)].flatMap(
    ({ rules: { preset: _, ...groups } }) => Object.values(groups as Record<string, object>).flatMap(Object.entries),
  );
  const on = named.filter(([, level]) => level !== "off").map(([name]) => name);
  const proven = new Set(fixtures.map(([, , rule]) => rule));
  expect([...new Set(on)].filter((name) => !proven.has(name))).toEqual([]);
});
