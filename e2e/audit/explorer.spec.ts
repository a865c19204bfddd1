import { sql } from "../database";
import { expect, expectAccessible, expectNoOverflow, signInAs, test } from "../fixtures";

const drill = /found that evidence is not intact/;

test("an auditor finds an event and verifies it in the browser (A2, A9)", async ({ page }) => {
  await signInAs(page, "ava.roth");
  await page.goto("/audit");
  await page.getByRole("searchbox", { name: /Search what was touched/ }).fill("firewall RULES");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/audit\?q=firewall\+RULES$/);
  await expect(page.getByRole("link", { name: "Remove filter Search: firewall RULES" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: drill }).first().click();

  await expect(page.getByRole("heading", { level: 1, name: drill })).toBeVisible();
  // The whole round of checks was one request.
  const story = page.getByRole("list", { name: "Story" }).getByRole("listitem");
  await expect(story.filter({ hasText: drill }).first()).toBeVisible();
  expect(await story.count()).toBeGreaterThan(1);
  await expect(page.getByRole("img", { name: /Path of \d+ hashes/ })).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.getByRole("button", { name: "Verify in your browser" }).click();
  const verdict = page.getByRole("status").filter({ hasText: "Verified in your browser" });
  await expect(verdict).toContainText("The root is signed by");
  // Only code is loaded for it; nothing of the event is asked of the server. The next pages are fetched ahead at any moment.
  const here = new URL(page.url()).pathname;
  const ahead = (url: URL) => url.searchParams.has("_rsc") && url.pathname !== here;
  const told = asked.map((url) => new URL(url)).filter((url) => !url.pathname.startsWith("/_next/") && !ahead(url));
  expect(told.map(({ href }) => href)).toEqual([]);
  await expectAccessible(page);
});

test("a column that was edited in the database is named, and the signed bytes still verify (A7)", async ({ page }) => {
  await signInAs(page, "ava.roth");
  const [event] = await sql<{ id: string }>(
    "select id from audit_event where action = 'evidence.download' and outcome = 'success' order by recorded_at limit 1",
  );
  const set = (outcome: string) =>
    sql(
      `set session_replication_role = replica; update audit_event set outcome = '${outcome}' where id = '${event?.id}'`,
    );
  await set("denied");
  try {
    await page.goto(`/audit/events/${event?.id}`);
    await expect(page.getByText("This event was altered in the database")).toBeVisible();
    await expect(page.getByText(/Another value than the signed event's stands in: outcome/)).toBeVisible();
    await page.getByRole("button", { name: "Verify in your browser" }).click();
    await expect(page.getByText("Verified in your browser")).toBeVisible();
  } finally {
    await set("success");
  }
  await page.reload();
  await expect(page.getByText("This event was altered in the database")).toBeHidden();
});

test("who may not look is refused, and the auditor sees that they tried (A6)", async ({ page, browser }) => {
  const context = await browser.newContext();
  const other = await context.newPage();
  await signInAs(other, "employee.21");
  expect((await other.goto("/audit"))?.status()).toBe(403);
  await context.close();

  await signInAs(page, "ava.roth");
  const [person] = await sql<{ id: string }>("select id from person where email = 'employee.21@northwind.example'");
  await page.goto(`/audit?outcome=denied&actor=${person?.id}`);
  const line = page.getByRole("listitem").filter({ hasText: "was not allowed to search the audit trail" }).first();
  await expect(line).toBeVisible();
  await expect(line.getByText("Denied")).toBeVisible();
  await page.getByRole("link", { name: "Remove filter Outcome: Denied" }).click();
  await expect(page).toHaveURL(/\/audit\?actor=[0-9a-f-]+$/);
});

test("another organisation's event is not there", async ({ page }) => {
  const [event] = await sql<{ id: string }>(
    `select e.id from audit_event e join organization o on o.id = e.organization_id where o.slug = 'aster-logistics' limit 1`,
  );
  await signInAs(page, "ava.roth");
  expect((await page.goto(`/audit/events/${event?.id}`))?.status()).toBe(404);
  expect((await page.request.get(`/api/v1/audit/events/${event?.id}`)).status()).toBe(404);
});

test("a filter that makes no sense is explained and left out; the others hold", async ({ page }) => {
  await signInAs(page, "ava.roth");
  await page.goto("/audit?action=DROP%20TABLE&outcome=denied");
  await expect(page.getByText("not understood here and was left out: “action”")).toBeVisible();
  await expect(page.getByText("An action is written like policy.approve.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Remove filter Outcome: Denied" })).toBeVisible();
});

test("the log is checked on its page (A15)", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/audit/integrity");
  await expect(page.getByText(/^(Not anchored|Same machine only)$/)).toBeVisible();
  await page.getByRole("button", { name: "Check the log now" }).click();
  await expect(
    page.getByText(/^Checked just now: [\d,]+ events and their columns are as they were signed/),
  ).toBeVisible();
});

test("a session is told as one story, from an event of it", async ({ page }) => {
  await signInAs(page, "ava.roth");
  await page.goto("/audit/evidence");
  await page.getByRole("link", { name: "Vulnerability scan of the outer network" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download" }).first().click(),
  ]);
  await download.path();
  await page.goto("/audit?action=evidence.");
  await page
    .getByRole("link", { name: /download/ })
    .first()
    .click();
  await page
    .getByRole("term")
    .filter({ hasText: /^Session$/ })
    .locator("xpath=following-sibling::dd[1]")
    .getByRole("link")
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Story of one session" })).toBeVisible();
  expect(await page.getByRole("list", { name: "Story" }).getByRole("listitem").count()).toBeGreaterThan(0);
  await expectAccessible(page);
});

test.describe("on a phone and in the dark", () => {
  test.use({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  test("nothing sticks out and nothing is hard to read", async ({ page }) => {
    await signInAs(page, "ava.roth");
    await page.goto("/audit?action=evidence.integrity-alert");
    await expectNoOverflow(page);
    await expectAccessible(page);
    await page.getByRole("link", { name: drill }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: drill })).toBeVisible();
    await expectNoOverflow(page);
    await expectAccessible(page);
    await page.goto("/audit/integrity");
    await expect(page.getByRole("heading", { level: 1, name: "Integrity" })).toBeVisible();
    await expectNoOverflow(page);
    await expectAccessible(page);
  });
});

test("the trail is searched without JavaScript too", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signInAs(page, "ava.roth");
  await page.goto("/audit");
  await page.getByLabel("Outcome", { exact: true }).selectOption("denied");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/\/audit\?outcome=denied$/);
  await context.close();
});
