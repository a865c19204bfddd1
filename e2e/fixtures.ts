import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, test as base, type Cookie, expect, type Page } from "@playwright/test";

/** One sign-in per person and worker: the form is slow on purpose and rate limited. */
const cookies = new Map<string, Cookie[]>();

export const password = process.env.DEMO_PASSWORD ?? "";
export const addressOf = (signInName: string) =>
  signInName.includes("@") ? signInName : `${signInName}@northwind.example`;

export async function signInByForm(page: Page, signInName: string, secret = password): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(addressOf(signInName));
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs `page` in as a person of the demo story. */
export async function signInAs(page: Page, signInName: string): Promise<void> {
  const known = cookies.get(signInName);
  if (known) {
    await page.context().addCookies(known);
    return;
  }
  await signInByForm(page, signInName);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  cookies.set(signInName, await page.context().cookies());
}

/** A page of its own for another person in the same test. */
export async function pageAs(browser: Browser, signInName: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, signInName);
  return page;
}

/** No violation of WCAG 2.2 A and AA, nothing allowed through. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(
    violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => node.html.slice(0, 200)).join("\n")}`,
    ),
  ).toEqual([]);
}

/** Nothing sticks out at the right of the screen. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(content).toBeLessThanOrEqual(screen ?? 0);
}

/** Fails a test whose page breaks its own content security policy or throws in the browser. */
export const test = base.extend<{ quietConsole: undefined }>({
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
