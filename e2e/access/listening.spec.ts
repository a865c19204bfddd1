import type { Page } from "@playwright/test";
import { expect, signInAs, test } from "../fixtures";

/** The page as the server drew it, its scripts still on their way until `deliver`. */
async function drawnOnly(page: Page, path: string) {
  let deliver = () => {};
  const delivered = new Promise<void>((resolve) => {
    deliver = resolve;
  });
  await page.route("**/_next/static/chunks/**/*.js", async (route) => {
    await delivered;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  return { deliver };
}

test("a key pressed before the page listens is heard once it does", async ({ page }) => {
  await signInAs(page, "theo.vogt");
  const { deliver } = await drawnOnly(page, "/support");
  const rows = page.locator("[data-ticket-row]");
  await expect(rows.nth(2)).toBeAttached();
  await expect(page.locator("html")).toHaveAttribute("data-listening", "false");
  await page.keyboard.press("j");
  deliver();
  await expect(rows.nth(1)).toBeFocused();
});

test("⌘K or Ctrl-K pressed early opens the search, and two early keys go to a place", async ({ page }) => {
  await signInAs(page, "nora.falk");
  let drawn = await drawnOnly(page, "/audit");
  await expect(page.locator("main")).toBeAttached();
  await page.keyboard.press("Control+k");
  drawn.deliver();
  await expect(page.getByRole("dialog")).toBeVisible();

  await page.unrouteAll();
  drawn = await drawnOnly(page, "/audit");
  await expect(page.locator("main")).toBeAttached();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  drawn.deliver();
  await page.waitForURL(/\/(policies|privacy)/);
});

test("in a test nothing is visible before the page listens", async ({ page }) => {
  await signInAs(page, "theo.vogt");
  const { deliver } = await drawnOnly(page, "/support");
  const row = page.locator("[data-ticket-row]").first();
  await expect(row).toBeAttached();
  await expect(row).toBeHidden();
  deliver();
  await expect(row).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-listening", "true");
});
