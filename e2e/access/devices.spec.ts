import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { smallTargets } from "../a11y/inspect";
import { sql, trail } from "../database";
import { expect, expectAccessible, expectNoOverflow, signInByForm, test } from "../fixtures";
import { makeSession } from "../session-cookie";
import { expectProblem } from "./rest";

const patience = { timeout: 60_000 };
const firefox = "Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0";
const path = "/account/sign-ins";

type Device = { page: Page; sessionId: string };

/** A browser of its own in which somebody is signed in. Nobody else's tests use these people. */
async function device(browser: Browser, who: string, options: BrowserContextOptions = {}): Promise<Device> {
  const { id, cookie } = await makeSession(`${who}@northwind.example`);
  await sql("update session set user_agent = $2, ip = '192.0.2.44' where id = $1", [id, options.userAgent ?? null]);
  const context = await browser.newContext(options);
  await context.addCookies([{ ...cookie, expires: -1 }]);
  return { page: await context.newPage(), sessionId: id };
}

const rows = (page: Page) => page.getByRole("main").getByRole("listitem");
const endOne = (page: Page) => page.getByRole("button", { name: /^Sign out this device/ });
const draftsIn = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("plinto-draft:")).length);

test.beforeEach(async () => {
  // What earlier runs and retries left signed in.
  await sql(
    `update session set revoked_at = now() where revoked_at is null and person_id in
     (select id from person where email = any($1))`,
    [["13", "14", "15", "17"].map((number) => `employee.${number}@northwind.example`)],
  );
});

test("one device is signed out by keyboard; its open form ends at the sign-in, which says why", async ({ browser }) => {
  const here = await browser.newContext();
  const page = await here.newPage();
  await signInByForm(page, "employee.13");
  await page.waitForURL((url) => url.pathname === "/", patience);
  const other = await device(browser, "employee.13", { userAgent: firefox });
  const third = await device(browser, "employee.13", { userAgent: `${"Unheard/1.0 ".repeat(24)}` });
  await other.page.goto("/privacy/my-data");
  await other.page.getByLabel(/Get a copy/).check();
  await other.page.getByLabel(/Anything that helps us/).fill("Words that must not stay on a lost machine");
  await expect.poll(() => draftsIn(other.page), patience).toBe(1);

  await page.getByRole("button", { name: /^You:/ }).click();
  await page.getByRole("link", { name: "My sign-ins" }).click();
  await expect(page.getByRole("heading", { name: "My sign-ins" })).toBeVisible(patience);
  await expect(page.getByRole("region", { name: "You" })).toBeHidden();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText(/Chrome on .*This device.*127\.0\.0\.1/s);
  await expect(rows(page).filter({ hasText: "Firefox on Windows" })).toContainText("192.0.2.44");
  await expect(rows(page).filter({ hasText: "Unknown device" })).toHaveCount(1);
  await expect(page.getByRole("main")).not.toContainText("Unheard");
  const since = new Date();
  await endOne(page).filter({ hasText: "Firefox" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "The device is signed out." })).toBeVisible(patience);
  await expect(rows(page)).toHaveCount(2);
  expect((await trail("northwind-health", { since })).filter(({ action }) => action === "session.end-other")).toEqual([
    expect.objectContaining({ action: "session.end-other", outcome: "success", resource_id: other.sessionId }),
  ]);

  const answer = await other.page.request.get("/api/v1/audit/events");
  await expectProblem(answer, 401);
  expect((await answer.json()).detail).toMatch(/^You are signed out\. Sign in again/);
  const requests = () => sql("select id from data_subject_request where statement like 'Words that must not stay%'");
  await other.page.getByRole("button", { name: "Send request" }).click();
  await expect(other.page).toHaveURL(/\/sign-in\?next=%2Fprivacy%2Fmy-data/, patience);
  await expect(other.page.getByText("You were signed out from another device. Sign in to go on here.")).toBeVisible();
  expect(await requests()).toEqual([]);
  await expect.poll(() => draftsIn(other.page), patience).toBe(0);
  await expectAccessible(other.page);
  expect((await third.page.goto(path))?.status()).toBe(200);
  expect((await page.goto(path))?.status()).toBe(200);
});

test("all others are signed out, wherever they go next; this one stays", async ({ browser }) => {
  const { page } = await device(browser, "employee.14");
  const [open, idle] = [await device(browser, "employee.14"), await device(browser, "employee.14")];
  await open.page.goto("/policies");
  await page.goto(path);
  await page.getByRole("button", { name: "Sign out all other devices" }).press("Enter");
  await expect(page.getByText("The other 2 devices are signed out.")).toBeVisible(patience);
  await expect(page.getByText("You are signed in on this device only.")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(endOne(page)).toHaveCount(0);
  // A link within an open page, and a page that is opened.
  await open.page.getByRole("navigation").getByRole("link", { name: "Support" }).first().click();
  await expect(open.page).toHaveURL(/\/sign-in/, patience);
  await expect(open.page.getByText(/^You were signed out from another device/)).toBeVisible(patience);
  await idle.page.goto("/");
  await expect(idle.page.getByText(/^You were signed out from another device/)).toBeVisible(patience);
});

test("everywhere: asks once, by keyboard, and every device is out, this one too", async ({ browser }) => {
  const { page } = await device(browser, "employee.15");
  const other = await device(browser, "employee.15");
  await page.goto(path);
  await page.getByRole("button", { name: "Sign out everywhere" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Sign out everywhere?" });
  await expect(dialog).toBeVisible(patience);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Sign out everywhere" })).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Sign out everywhere" }).press("Enter");
  await expect(page).toHaveURL(/\/sign-in$/, patience);
  const sentence = "You signed out on all your devices, this one too. Sign in to go on here.";
  await expect(page.getByText(sentence)).toBeVisible(patience);
  await other.page.goto("/policies");
  await expect(other.page.getByText(sentence)).toBeVisible(patience);
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/, patience);
});

test("on a phone, without JavaScript: many devices, one ended in another tab, both themes", async ({ browser }) => {
  const who = "employee.17";
  const { page } = await device(browser, who, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const phone = await device(browser, who, { viewport: { width: 360, height: 740 } });
  await Promise.all(Array.from({ length: 29 }, () => makeSession(`${who}@northwind.example`)));
  await page.goto("/");
  await page.getByRole("button", { name: /^You:/ }).click();
  await page.getByRole("link", { name: "My sign-ins" }).click();
  await expect(rows(page)).toHaveCount(26);
  await expect(page.getByText("5 more devices are signed in and not listed.")).toBeVisible();
  await expectNoOverflow(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await phone.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await phone.page.goto(path);
    await expectAccessible(phone.page);
    await expectNoOverflow(phone.page);
    expect(await smallTargets(phone.page)).toEqual([]);
  }

  const second = await page.context().newPage();
  await second.goto(path);
  await endOne(second).first().click();
  await expect(second.getByText("The device is signed out.")).toBeVisible(patience);
  await endOne(page).first().click();
  await expect(page.getByText("The device was signed out already. Nothing was changed.")).toBeVisible(patience);
  await page.getByRole("button", { name: "Sign out all other devices" }).click();
  await expect(page.getByText("The other 29 devices are signed out.")).toBeVisible(patience);
  await expect(rows(page)).toHaveCount(1);
});

test("somebody else's sign-in is not found, and the attempt is on record", async ({ browser }) => {
  const { page } = await device(browser, "employee.14");
  const victim = await device(browser, "employee.15");
  await device(browser, "employee.14");
  await page.goto(path);
  const forged = endOne(page).first();
  await forged.evaluate((button, id) => button.setAttribute("value", id), victim.sessionId);
  const since = new Date();
  await forged.click();
  await expect(page.getByText("This sign-in does not exist, or is not yours. Nothing was changed.")).toBeVisible(
    patience,
  );
  expect((await victim.page.goto(path))?.status()).toBe(200);
  await expect(victim.page).toHaveURL(path);
  const left = (await trail("northwind-health", { since })).filter(({ action }) => action === "session.end-other");
  expect(left).toEqual([expect.objectContaining({ outcome: "denied", resource_id: victim.sessionId })]);
});
