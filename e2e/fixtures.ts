import { AxeBuilder } from "@axe-core/playwright";
// biome-ignore lint/style/noRestrictedImports: the one place that makes it wait for pages that listen
import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { whereEveryPageListens } from "./listening";
import { makeSession, type SessionCookie } from "./session-cookie";

/** One session per person and worker. */
const cookies = new Map<string, SessionCookie>();

export const password = process.env.DEMO_PASSWORD ?? "";
const addressOf = (signInName: string) => (signInName.includes("@") ? signInName : `${signInName}@northwind.example`);

export async function signInByForm(page: Page, signInName: string, secret = password): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(addressOf(signInName));
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs `page` in as a person of the demo story; the form has tests of its own. */
export async function signInAs(page: Page, signInName: string): Promise<void> {
  const email = addressOf(signInName);
  const cookie = cookies.get(email) ?? (await makeSession(email)).cookie;
  cookies.set(email, cookie);
  await page.context().addCookies([{ ...cookie, expires: -1 }]);
}

/** A page of its own for another person in the same test. */
export async function pageAs(browser: Browser, signInName: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, signInName);
  return page;
}

/** No violation of WCAG 2.2 A and AA, nothing allowed through; `only` some rules where the rest was looked at already. */
export async function expectAccessible(page: Page, only?: string[]): Promise<void> {
  // A page on its way to the next has neither the old title nor the new one for a moment: what stays wrong is wrong.
  await expect(async () => {
    const axe = new AxeBuilder({ page });
    const { violations } = await (only
      ? axe.withRules(only)
      : axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    ).analyze();
    expect(
      violations.map(
        ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => node.html.slice(0, 200)).join("\n")}`,
      ),
    ).toEqual([]);
  }).toPass({ timeout: 60_000 });
}

/** Nothing sticks out at the right of the screen. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(content).toBeLessThanOrEqual(screen ?? 0);
}

/** Fails a test whose page breaks its own content security policy or throws in the browser; pages are seen once they listen. */
export const test = base.extend<
  { ofThisTest: undefined; quietConsole: undefined },
  { running: { javaScriptEnabled: boolean } }
>({
  running: [
    async ({ browser }, use) => {
      const running = { javaScriptEnabled: true };
      whereEveryPageListens(browser, running);
      await use(running);
    },
    { scope: "worker" },
  ],
  ofThisTest: [
    async ({ running, javaScriptEnabled }, use) => {
      running.javaScriptEnabled = javaScriptEnabled ?? true;
      await use(undefined);
    },
    { auto: true },
  ],
  quietConsole: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (/Content Security Policy|hydrat/i.test(message.text())) complaints.push(message.text());
      });
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
