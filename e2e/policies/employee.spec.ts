import { readFile } from "node:fs/promises";
import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";
import { readerAim, totalOf, weighScripts } from "../script-weight";

const policy = "Information security policy";
const button = { name: "Acknowledge version 3" };

test("an employee reads a policy to its end, acknowledges it, and keeps the receipt (P13, P14)", async ({ page }) => {
  await signInAs(page, "employee.31");
  await page.goto("/");
  await page.getByRole("listitem").filter({ hasText: policy }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: policy })).toBeVisible();
  await expect(page.getByText("Version 3 · effective")).toBeVisible();
  await expect(page.getByRole("button", button)).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);

  await page.getByText("What changed since version 2").click();
  await expect(page.locator("ins").first()).toContainText("an app or a security key");
  await page.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "Exceptions" }).click();
  await expect(page.getByRole("heading", { name: "Exceptions" })).toBeInViewport();
  await page.getByRole("button", { name: "End of the text" }).scrollIntoViewIfNeeded();
  await expect(page.getByRole("button", button)).not.toHaveAttribute("aria-disabled");
  await page.getByLabel("Your name").fill("Employee 🌱 <b>31</b> مرحبا");
  await page.getByRole("button", button).click();

  await expect(page.getByRole("heading", { name: "You acknowledged version 3" })).toBeVisible();
  await expect(page.getByText("Employee 🌱 <b>31</b> مرحبا")).toBeVisible();
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download receipt" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^receipt-POL-\d{3}-v3\.json$/);
  expect(JSON.parse(await readFile(await download.path(), "utf8"))).toMatchObject({
    person: { typed_name: "Employee 🌱 <b>31</b> مرحبا" },
    statement: "I have read this policy and will follow it.",
    evidence: { read_percent: 100 },
  });

  await page.goto("/policies");
  await expect(page.getByRole("heading", { name: /^To read/ })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: policy })).toHaveCount(0);
  await expect(page.getByRole("row", { name: policy }).first()).toContainText("In force");
});

test("by keyboard alone", async ({ page }) => {
  await signInAs(page, "employee.32");
  await page.goto("/policies");
  await page.getByRole("listitem").filter({ hasText: policy }).getByRole("link").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", button)).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "End of the text" }).focus();
  await expect(page.getByRole("button", button)).not.toHaveAttribute("aria-disabled");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Your name")).toBeFocused();
  await page.keyboard.type("By Keyboard");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", button)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "You acknowledged version 3" })).toBeVisible();
});

test("without a name nothing is saved, and pressing early does nothing", async ({ page }) => {
  await signInAs(page, "employee.35");
  await page.goto("/policies");
  await page.getByRole("listitem").filter({ hasText: policy }).getByRole("link").click();
  await page.getByLabel("Your name").fill("Too Early");
  await page.getByRole("button", button).press("Enter");
  await page.keyboard.press("End");
  await expect(page.getByRole("button", button)).not.toHaveAttribute("aria-disabled");
  await page.getByLabel("Your name").fill("   ");
  await page.getByRole("button", button).click();
  await expect(page.getByText("Type your name.")).toBeVisible();
  await page.goto("/policies");
  await expect(page.getByRole("listitem").filter({ hasText: policy })).toHaveCount(1);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("a plain form does it", async ({ page }) => {
    await signInAs(page, "employee.33");
    await page.goto("/policies");
    await page.getByRole("listitem").filter({ hasText: policy }).getByRole("link").click();
    await expect(page.getByText("Read the text to its end, then type your name and send.")).toBeVisible();
    await page.getByLabel("Your name").fill("Without Script");
    await page.getByRole("button", button).click();
    await expect(page.getByRole("heading", { name: "You acknowledged version 3" })).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, colorScheme: "dark" });
  test("the same, with the contents in a sheet", async ({ page }) => {
    await signInAs(page, "employee.34");
    await page.goto("/policies");
    await expectNoOverflow(page);
    await page.getByRole("listitem").filter({ hasText: policy }).getByRole("link").click();
    await expectNoOverflow(page);
    await page.getByRole("button", { name: "Contents" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Exceptions" }).click();
    await expect(page.getByRole("heading", { name: "Exceptions" })).toBeInViewport();
    await page.getByRole("button", { name: "End of the text" }).scrollIntoViewIfNeeded();
    await page.getByLabel("Your name").fill("On A Phone");
    await expectAccessible(page);
    await page.getByRole("button", button).click();
    await expect(page.getByRole("heading", { name: "You acknowledged version 3" })).toBeVisible();
    await expectNoOverflow(page);
  });
});

test.describe("with an empty cache, by the link in a mail", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  test("a phone downloads less than 150 kB of scripts until it has acknowledged", async ({ page, browser }) => {
    const late = "Data protection policy";
    const desktop = await pageAs(browser, "employee.08");
    await desktop.goto("/policies");
    const link = desktop.getByRole("listitem").filter({ hasText: late }).getByRole("link");
    const read = await link.getAttribute("href");
    await desktop.context().close();

    await signInAs(page, "employee.08");
    const { taken } = weighScripts(page);
    await page.goto(read ?? "");
    await page.getByRole("button", { name: "End of the text" }).scrollIntoViewIfNeeded();
    await page.getByLabel("Your name").fill("On A Phone");
    await page.getByRole("button", { name: "Acknowledge version 1" }).click();
    await expect(page.getByRole("heading", { name: "You acknowledged version 1" })).toBeVisible();
    const scripts = await taken();
    expect(scripts.length).toBeGreaterThan(5);
    expect(totalOf(scripts), JSON.stringify(scripts)).toBeLessThan(readerAim);
  });
});

test("another organisation's policy and somebody else's receipt are not found", async ({ page }) => {
  await signInAs(page, "employee.36");
  for (const path of [
    "/policies/0192f0c0-0000-7000-8000-000000000000",
    "/policies/not-an-id/read",
    "/policies/receipts/x",
  ]) {
    const response = await page.goto(path);
    expect([403, 404]).toContain(response?.status());
  }
  expect((await page.goto("/policies/new"))?.status()).toBe(403);
  expect((await page.goto("/policies/reviews"))?.status()).toBe(403);
});
