import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";

test("an executive sees figures, opens a list, and it has as many rows as the figure says", async ({ page }) => {
  await signInAs(page, "victor.stein");
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  await expect(page.getByText(/^As of \d\d:\d\d .+ · updated/)).toBeVisible();
  for (const label of ["Tickets opened", "People overdue", "SLA breaches", "Open requests"]) {
    // Other tests open tickets meanwhile: a card may be older than its list, so both are read again.
    await expect(async () => {
      await page.goto("/dashboard");
      await page.getByRole("button", { name: "Refresh" }).click();
      await expect(page.getByText("updated just now")).toBeVisible();
      const card = page.locator("[data-slot=stat-card]", { has: page.getByRole("link", { name: label, exact: true }) });
      const shown = Number(((await card.locator("p").first().textContent()) ?? "").replaceAll(",", ""));
      await card.getByRole("link", { name: label, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: label })).toBeVisible();
      const count = await page.getByRole("status").filter({ hasText: "as of" }).textContent();
      expect(count).toMatch(new RegExp(`^${shown.toLocaleString("en-GB")} rows?, as of`));
      // The first row of the table is its head.
      expect(await page.getByRole("row").count()).toBe(shown === 0 ? 0 : Math.min(50, shown) + 1);
    }).toPass({ timeout: 120_000 });
  }
});

test("the page and its lists are accessible to everybody who may open them", async ({ page }) => {
  await signInAs(page, "victor.stein");
  await page.goto("/dashboard");
  await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/dashboard/figures/sla_breached");
  await expect(page.getByRole("heading", { level: 1, name: "SLA breaches" })).toBeVisible();
  await expectAccessible(page);
});

test("readiness is not a number before there are controls, and the timeframe is an address", async ({ page }) => {
  await signInAs(page, "victor.stein");
  await page.goto("/dashboard");
  const readiness = page.locator("[data-slot=stat-card]", { hasText: "Readiness" });
  await expect(readiness).toContainText("No data");
  await expect(readiness).not.toContainText("%");
  await page.getByRole("link", { name: "Last 12 weeks" }).click();
  await expect(page).toHaveURL(/timeframe=weekly/);
  await expect(page.getByRole("link", { name: "Last 12 weeks" })).toHaveAttribute("aria-current", "page");
  await page.goto("/dashboard?timeframe=fortnightly");
  await expect(page.getByText("not understood here and was left out: “timeframe”")).toBeVisible();
});

test("refresh counts anew", async ({ page, browser, baseURL }) => {
  await signInAs(page, "victor.stein");
  await page.goto("/dashboard?timeframe=daily");
  await page.getByRole("button", { name: "Refresh" }).click();
  const card = page.locator("[data-slot=stat-card]", { hasText: "Tickets opened" }).locator("p").first();
  await expect(page.getByText("updated just now")).toBeVisible();
  const before = Number(await card.textContent());
  const customer = await pageAs(browser, "customer.10");
  const organization = await page.locator("input[name=organizationId]").first().inputValue();
  const opened = await customer.request.post("/api/v1/support/tickets", {
    data: {
      organization_id: organization,
      title: "One more for the figures",
      description: "Counted, not read.",
      category: "general_inquiry",
    },
    headers: { origin: baseURL ?? "" },
  });
  expect(opened.status()).toBe(201);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(card).toHaveText(String(before + 1));
});

test("lists name nobody, and lead into the domain only who may go there", async ({ page, browser }) => {
  await signInAs(page, "victor.stein");
  await page.goto("/dashboard/figures/requests_open?timeframe=monthly");
  await expect(page.getByRole("row").nth(1)).toContainText("DSR-");
  await expect(page.getByRole("link", { name: "Open the queue of requests" })).toHaveCount(0);
  await expect(page.getByRole("main")).not.toContainText("@");
  expect((await page.goto("/privacy"))?.status()).toBe(403);
  const auditor = await pageAs(browser, "ava.roth");
  await auditor.goto("/dashboard/figures/requests_open?timeframe=monthly");
  await expect(auditor.getByRole("link", { name: "Open the queue of requests" })).toBeVisible();
});

test("an employee may not enter; an unknown figure is not found", async ({ page, browser }) => {
  await signInAs(page, "emil.sander");
  expect((await page.goto("/dashboard"))?.status()).toBe(403);
  expect((await page.goto("/dashboard/figures/requests_open"))?.status()).toBe(403);
  const executive = await pageAs(browser, "victor.stein");
  expect((await executive.goto("/dashboard/figures/constructor"))?.status()).toBe(404);
});

test("an organisation without data shows No data, never 0% or 100%", async ({ page }) => {
  await signInAs(page, "finn.adler@aster.example");
  await page.goto("/dashboard");
  const card = page.locator("[data-slot=stat-card]", { hasText: "First response" });
  await expect(card).toContainText("No data");
  await expect(page.getByText("First response: nothing was decided yet")).toBeVisible();
  await expectAccessible(page);
});

test.describe("on a phone, in the dark", () => {
  test.use({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  test("nothing sticks out", async ({ page }) => {
    await signInAs(page, "victor.stein");
    for (const path of ["/dashboard", "/dashboard/figures/acknowledgement_rate", "/dashboard/figures/sla_breached"]) {
      await page.goto(path);
      await expectNoOverflow(page);
      await expectAccessible(page);
    }
  });
});

test("REST: one's own organisation in the guide's names; another's is not found, an unknown timeframe named", async ({
  page,
}) => {
  await signInAs(page, "victor.stein");
  await page.goto("/dashboard");
  const own = await page.locator("input[name=organizationId]").first().inputValue();
  const get = (path: string) => page.request.get(`/api/v1/compliance/dashboard/${path}`);
  const body = await (await get(`${own}?timeframe=quarterly`)).json();
  expect(body).toMatchObject({
    organization_id: own,
    timeframe: "quarterly",
    time_zone: "Europe/Berlin",
    withheld: {},
  });
  expect(body.figures.acknowledgement_rate).toMatchObject({ href: expect.stringContaining("/dashboard/figures/") });
  expect(body.figures.training_rate.value).toBeNull();
  expect((await get("0192f0c0-0000-7000-8000-000000000000")).status()).toBe(404);
  const refused = await get(`${own}?timeframe=fortnightly`);
  expect(refused.status()).toBe(422);
  expect(await refused.text()).toContain("realtime, hourly, daily, weekly, monthly, quarterly, yearly");
});
