import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";

const unique = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

test("a customer asks, the desk notes and answers, the customer sees only the answer", async ({ page, browser }) => {
  const mark = unique();
  await signInAs(page, "clara.moss");
  await page.goto("/support/new");
  await page.getByLabel("Title").fill(`Labels print twice ${mark} 🔥`);
  await page.getByLabel("Description").fill("<b>Every</b> label comes out two times. שלום");
  await page.getByLabel("Category").selectOption("technical_issue");
  await page.getByRole("button", { name: "Open ticket" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(mark);
  await expect(page.getByText("<b>Every</b> label")).toBeVisible();
  await expect(page.getByText(/You hear from us by/)).toBeVisible();

  const desk = await pageAs(browser, "theo.vogt");
  await desk.goto(new URL(page.url()).pathname);
  await desk.getByRole("button", { name: "Assign to me" }).click();
  await expect(desk.getByText("Theo Vogt took this")).toBeVisible();

  await desk.getByText("Internal note", { exact: true }).first().click();
  const note = desk.locator('[data-mode="note"]');
  await note.getByLabel("Internal note").fill(`secret-${mark}`);
  await note.getByRole("button", { name: "Add internal note" }).click();
  await expect(desk.locator('[data-from="note"]')).toContainText(`secret-${mark}`);
  await expect(desk.locator('[data-from="note"]')).toContainText("internal");

  await desk.getByText("Reply to customer", { exact: true }).click();
  const reply = desk.locator('[data-mode="reply"]');
  await reply.getByLabel(/^Reply to/).fill(`answer-${mark}`);
  await reply.getByLabel(/^Then/).selectOption("waiting_customer");
  await reply.getByRole("button", { name: "Send to customer" }).click();
  await expect(desk.locator('[data-from="us"]')).toContainText(`answer-${mark}`);
  await expect(desk.getByText(/Met ·/).first()).toBeVisible();
  await expect(desk.getByText(/clock stopped|Paused/).first()).toBeVisible();

  await page.reload();
  await expect(page.getByText(`answer-${mark}`)).toBeVisible();
  await expect(page.getByText("Waiting for you")).toBeVisible();
  expect(await page.content()).not.toContain(`secret-${mark}`);
  await page.getByLabel("Your reply").fill("Thank you");
  await page.getByRole("button", { name: "Send reply" }).click();
  await expect(page.getByText("Being worked on")).toBeVisible();
  await desk.context().close();
});

test("another customer does not find the ticket", async ({ page, browser }) => {
  await signInAs(page, "clara.moss");
  await page.goto("/support");
  await page.getByRole("table", { name: "My tickets" }).getByRole("link").first().click();
  await page.waitForURL(/\/support\/tickets\//);
  const stranger = await pageAs(browser, "emil.sander");
  const response = await stranger.goto(new URL(page.url()).pathname);
  expect(response?.status()).toBe(404);
  await stranger.context().close();
});

test("the second of two writers is told what changed, and nothing of theirs is saved", async ({ page, browser }) => {
  const mark = unique();
  await signInAs(page, "emil.sander");
  await page.goto("/support/new");
  await page.getByLabel("Title").fill(`Chair ${mark}`);
  await page.getByLabel("Description").fill("It squeaks.");
  await page.getByLabel("Category").selectOption("general_inquiry");
  await page.getByRole("button", { name: "Open ticket" }).click();
  await page.waitForURL(/\/support\/tickets\//);
  const path = new URL(page.url()).pathname;
  const theo = await pageAs(browser, "theo.vogt");
  const lea = await pageAs(browser, "lea.hahn");
  for (const each of [theo, lea]) await each.goto(path);
  await theo.locator("summary", { hasText: "Change priority" }).click();
  await theo.getByLabel("Priority", { exact: true }).last().selectOption("high");
  await theo.getByRole("button", { name: "Change priority" }).click();
  await expect(theo.getByText(/changed the priority from Low to High/)).toBeVisible();
  await lea.locator("summary", { hasText: "Change priority" }).click();
  await lea.getByLabel("Priority", { exact: true }).last().selectOption("medium");
  await lea.getByRole("button", { name: "Change priority" }).click();
  await expect(lea.getByText(/Theo Vogt changed it/)).toBeVisible();
  await expect(lea.getByText(/changed the priority from Low to High/)).toBeVisible();
  await theo.context().close();
  await lea.context().close();
});

test("by keys: j and k along the queue, n note, r reply", async ({ page }) => {
  await signInAs(page, "theo.vogt");
  await page.goto("/support");
  const rows = page.locator("[data-ticket-row]");
  await expect(rows.nth(1)).toBeVisible();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("n");
  await expect(page.locator('[data-mode="note"] textarea')).toBeFocused();
  await page.keyboard.type("rn");
  await expect(page.locator('[data-mode="note"] textarea')).toHaveValue("rn");
  await page.locator('[data-mode="note"] textarea').blur();
  await page.keyboard.press("r");
  await expect(page.locator('[data-mode="reply"] textarea')).toBeFocused();
});

test("the SLA tester says when a ticket of Friday noon is due, and when it warns", async ({ page }) => {
  await signInAs(page, "lea.hahn");
  await page.goto("/support/sla?start=2026-06-12T13%3A05&priority=high&tier=standard&category=general_inquiry");
  await expect(page.getByText("Mon 15 Jun 2026, 09:05 CEST").first()).toBeVisible();
  await expect(page.getByText("Fri 12 Jun 2026, 16:50 CEST").first()).toBeVisible();
});

for (const [who, path] of [
  ["theo.vogt", "/support"],
  ["clara.moss", "/support"],
  ["clara.moss", "/support/new"],
  ["lea.hahn", "/support/sla"],
] as const) {
  test(`${path} of ${who} is accessible and fits 360 px`, async ({ page }) => {
    await signInAs(page, who);
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 780 });
    await expectNoOverflow(page);
    await expectAccessible(page);
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("a ticket is opened and answered by plain forms", async ({ page }) => {
    await signInAs(page, "employee.02");
    await page.goto("/support/new");
    await page.getByLabel("Title").fill(`Plain ${unique()}`);
    await page.getByLabel("Description").fill("No scripts here.");
    await page.getByLabel("Category").selectOption("general_inquiry");
    await page.getByRole("button", { name: "Open ticket" }).click();
    await expect(page).toHaveURL(/\/support\/tickets\//);
    await page.getByLabel("Your reply").fill("And one thing more");
    await page.getByRole("button", { name: "Send reply" }).click();
    await expect(page.getByText("And one thing more")).toBeVisible();
  });
});
