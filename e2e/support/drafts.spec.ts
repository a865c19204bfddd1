import type { Browser, Page } from "@playwright/test";
import { expect, pageAs, signInAs, signInByForm, test } from "../fixtures";

const unique = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
const patient = { timeout: 60_000 };
test.setTimeout(240_000);

async function openTicket(browser: Browser, who: string, title: string): Promise<string> {
  const customer = await pageAs(browser, who);
  await customer.goto("/support/new");
  await customer.getByLabel("Title").fill(title);
  await customer.getByLabel("Description").fill("It happens every day.");
  await customer.getByLabel("Category").selectOption("general_inquiry");
  await customer.getByRole("button", { name: "Open ticket" }).click();
  await customer.waitForURL(/\/support\/tickets\//, patient);
  const path = new URL(customer.url()).pathname;
  await customer.context().close();
  return path;
}

const listening = (page: Page) => expect(page.locator('html[data-listening="true"]')).toHaveCount(1, patient);
const replyBox = (page: Page) => page.locator('[data-mode="reply"] textarea');
const draftLine = (page: Page) => page.getByText(/Your draft of \d\d:\d\d is back/);
const drafts = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("plinto-draft:")).length);

/** A ticket at the front of its list, another behind it, and a desk on the first with a reply begun. */
async function deskBetweenTwo(page: Page, browser: Browser, text: string) {
  const mark = unique();
  const a = await openTicket(browser, "clara.moss", `First ${mark}`);
  const b = await openTicket(browser, "emil.sander", `Second ${mark}`);
  await signInAs(page, "theo.vogt");
  await page.goto(`/support?q=${mark}`);
  await listening(page);
  await expect(page.locator("[data-ticket-row]")).toHaveText([`First ${mark}`, `Second ${mark}`]);
  await replyBox(page).fill(text);
  return { a, b, mark };
}

test("a reply goes to the ticket it was typed for, whatever the queue does meanwhile", async ({ page, browser }) => {
  const text = `For Clara only ${unique()}`;
  const { a, b, mark } = await deskBetweenTwo(page, browser, text);

  const lea = await pageAs(browser, "lea.hahn");
  await lea.goto(b);
  await lea.locator("summary", { hasText: "Change priority" }).click();
  await lea.getByLabel("Priority", { exact: true }).last().selectOption("high");
  await lea.getByRole("button", { name: "Change priority" }).click();
  await expect(lea.getByText(/changed the priority from Low to High/)).toBeVisible(patient);

  await page.getByRole("button", { name: "Assign to me" }).click();
  await expect(page.locator("[data-ticket-row]")).toHaveText([`Second ${mark}`, `First ${mark}`], patient);
  await expect(page.getByRole("heading", { name: `First ${mark}` })).toBeVisible();
  await expect(replyBox(page)).toHaveValue(text);
  await page.getByRole("button", { name: "Send to customer" }).click();
  await expect(page.locator('[data-from="us"]')).toContainText(text, patient);
  await expect(page.getByText("Sent.", { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: `First ${mark}` })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("ticket")).toBe(a.split("/").at(-1));

  await page.locator("[data-ticket-row]").first().click();
  await expect(page.getByRole("heading", { name: `Second ${mark}` })).toBeVisible(patient);
  await expect(page.getByText("Sent.", { exact: true })).toHaveCount(0);
  await expect(replyBox(page)).toHaveValue("");
  await expect(page.locator('[data-from="us"]')).toHaveCount(0);
  await lea.goto(b);
  await expect(lea.getByText(text)).toHaveCount(0);
  await lea.goto(a);
  await expect(lea.locator('[data-from="us"]')).toContainText(text);
  await lea.context().close();
});

test("a ticket stays open when another list is chosen, and the list says that it is not in it", async ({
  page,
  browser,
}) => {
  const { mark } = await deskBetweenTwo(page, browser, "Half a thought");
  await page
    .getByRole("navigation", { name: "Views" })
    .getByRole("link", { name: /^Closed/ })
    .click();
  await expect(page.getByText("The open ticket is not in this list.")).toBeVisible(patient);
  await expect(page.getByRole("heading", { name: `First ${mark}` })).toBeVisible();
  await expect(replyBox(page)).toHaveValue("Half a thought");
});

test("a draft is kept for its ticket and its person, until it is sent or discarded", async ({ page, browser }) => {
  const text = `To be continued ${unique()}`;
  const { a, b } = await deskBetweenTwo(page, browser, text);
  await page.goto(b);
  await listening(page);
  await expect(replyBox(page)).toHaveValue("");
  await page.goto(a);
  await expect(draftLine(page)).toBeVisible(patient);
  await expect(replyBox(page)).toHaveValue(text);
  await page.getByRole("button", { name: "Discard it" }).click();
  await expect(replyBox(page)).toHaveValue("");
  await expect(replyBox(page)).toBeFocused();
  expect(await drafts(page)).toBe(0);

  await replyBox(page).fill(text);
  await page.reload();
  await expect(replyBox(page)).toHaveValue(text, patient);
  await page.getByRole("button", { name: "Send to customer" }).click();
  await expect(page.locator('[data-from="us"]')).toContainText(text, patient);
  await expect(replyBox(page)).toHaveValue("");
  await expect(draftLine(page)).toHaveCount(0);
  expect(await drafts(page)).toBe(0);

  const note = page.locator('[data-mode="note"]');
  await page.getByText("Internal note", { exact: true }).first().click();
  await note.locator("textarea").fill("She called twice");
  await page.reload();
  await listening(page);
  await expect(page.locator("label", { hasText: "Internal note" }).getByText("· draft")).toBeVisible(patient);
  await expect(page.locator("label", { hasText: "Reply to customer" }).getByText("· draft")).toBeHidden();
  await page.keyboard.press("n");
  await expect(note.locator("textarea")).toHaveValue("She called twice");

  await page.getByText("Reply to customer", { exact: true }).click();
  await replyBox(page).fill("Not for Lea's eyes");
  expect(await drafts(page)).toBe(2);
  await signInAs(page, "lea.hahn");
  await page.goto(a);
  await listening(page);
  await expect.poll(() => drafts(page), patient).toBe(0);
  await expect(replyBox(page)).toHaveValue("");
});

test("every field of a long form comes back, and signing out takes the draft along", async ({ page }) => {
  const title = `Lamp ${unique()}`;
  await signInByForm(page, "employee.18");
  await page.waitForURL((url) => url.pathname === "/", patient);
  await page.goto("/support/new");
  await listening(page);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Description").fill("It flickers.");
  await page.getByLabel("Category").selectOption("general_inquiry");
  await page.goto("/");
  await page.goto("/support/new");
  await expect(draftLine(page)).toBeVisible(patient);
  await expect(page.getByLabel("Title")).toHaveValue(title);
  await expect(page.getByLabel("Category")).toHaveValue("general_inquiry");
  await page.getByRole("button", { name: "Open ticket" }).click();
  await page.waitForURL(/\/support\/tickets\//, patient);
  expect(await drafts(page)).toBe(0);

  await page.getByLabel("Your reply").fill("One thing more");
  expect(await drafts(page)).toBe(1);
  await page.getByRole("button", { name: /^You:/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/, patient);
  expect(await drafts(page)).toBe(0);
});
