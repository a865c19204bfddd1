import { stripVTControlCharacters } from "node:util";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNoOverflow, signInAs, test } from "../fixtures";
import { expectClearLooks, expectKeyboard, expectNamed, kindsOf, settled, smallTargets } from "./inspect";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const people = {
  employee: "emil.sander",
  "policy author": "mara.lindner",
  "policy approver": "jonas.brandt",
  "compliance officer": "nora.falk",
  "privacy officer": "ida.krause",
  "support agent": "theo.vogt",
  "support manager": "lea.hahn",
  executive: "victor.stein",
  auditor: "ava.roth",
  admin: "otto.weiss",
  customer: "clara.moss",
};

/** They show each role something else: looked at as everybody. The others are the same for whoever may see them. */
const ownForEach = new Set(["/", "/dashboard", "/policies", "/privacy", "/support"]);
/** What was looked at as somebody. These tests share one worker, so that nothing is looked at twice. */
const lookedAt = new Set<string>();

/** They follow links to what the compliance officer sees too. */
const readers = new Set(["executive", "auditor"]);

const wide = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };
/** Axe has nothing new to say about a page made of kinds of elements that it has looked at. */
const seen = new Set<string>();

async function expectGood(page: Page): Promise<void> {
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: "light" });
  await expectNamed(page);
  await expectKeyboard(page);
  const fresh = (await kindsOf(page)).filter((kind) => !seen.has(kind));
  if (fresh.length === 0) return;
  for (const kind of fresh) seen.add(kind);
  await expectClearLooks(page);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html.dark"), page.url()).toHaveCount(1);
  await expectAccessible(page, ["color-contrast"]);
  await page.setViewportSize(phone);
  await settled(page);
  await expectNoOverflow(page);
  expect(await smallTargets(page), page.url()).toEqual([]);
}

/** Looks at all pages before it fails, so that one run tells everything. */
async function check(path: string, failures: string[], work: () => Promise<void>): Promise<void> {
  await work().catch((error: Error) => failures.push(`${path}: ${stripVTControlCharacters(error.message)}`));
}

/** An address without the names of single things: one of each kind is enough. */
const patternOf = (path: string) => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "*").replace(/[?#].*$/, "");

async function pathsIn(page: Page, within: string): Promise<string[]> {
  const links = await page
    .locator(`${within} a[href^="/"]:not([download])`)
    .evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
  return links.filter((path) => !path.startsWith("/api/") && !path.startsWith("/p/"));
}

for (const [role, signIn] of Object.entries(people)) {
  test(`every page of the ${role} is accessible, named, and fits a phone`, async ({ page }) => {
    test.setTimeout(1_500_000);
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`${page.url()} ${message.text()}`);
    });
    await signInAs(page, signIn);
    await page.goto("/");
    const sidebar = [...new Set(await pathsIn(page, "nav"))];
    expect(sidebar.length).toBeGreaterThan(1);
    const visited = new Set<string>();
    const failures: string[] = [];
    const visit = async (path: string) => {
      visited.add(patternOf(path));
      const response = await page.goto(path);
      await check(path, failures, async () => {
        expect(response?.status()).toBe(200);
        await expectGood(page);
      });
    };
    const details: string[] = [];
    for (const path of sidebar) {
      if (lookedAt.has(path) && !ownForEach.has(path)) continue;
      lookedAt.add(path);
      await visit(path);
      details.push(...(await pathsIn(page, "main")));
    }
    if (readers.has(role)) details.length = 0;
    for (const path of details) {
      if (visited.has(patternOf(path)) || lookedAt.has(patternOf(path))) continue;
      lookedAt.add(patternOf(path));
      await visit(path);
    }
    expect([...failures, ...complaints]).toEqual([]);
  });
}

test("pages without an account, refused ones and lost ones", async ({ page }) => {
  const failures: string[] = [];
  const look = async (path: string) => {
    await page.goto(path);
    await check(path, failures, () => expectGood(page));
  };
  for (const path of ["/sign-in", "/p/northwind-health", "/no/such/page", "/p/no-such-organisation"]) await look(path);
  await signInAs(page, "employee.29");
  for (const path of ["/settings/keys", "/policies/0192f0c0-0000-7000-8000-000000000000"]) await look(path);
  expect(failures).toEqual([]);
});
