import { randomUUID } from "node:crypto";
import { sql } from "../database";
import { expect, expectAccessible, expectNoOverflow, signInAs, test } from "../fixtures";

test("an officer runs a collector by hand and opens the evidence it made (E8)", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/audit/collectors");
  await expect(page.getByRole("row", { name: /People and their access/ })).toContainText("Collected");
  await expectAccessible(page);
  const runs = async () =>
    (
      await sql<{ count: number }>(
        "select count(*)::int as count from collector_run where collector_id = 'failed-sign-ins' and by_hand and state = 'succeeded'",
      )
    )[0]?.count ?? 0;
  const before = await runs();
  await page.getByRole("button", { name: /Run now.*Failed sign-ins/ }).click();
  await expect(page.getByText("Started. Its run appears in a moment.")).toBeVisible();
  await expect.poll(runs, { timeout: 120_000 }).toBe(before + 1);
  await page.getByRole("link", { name: "Failed sign-ins" }).click();
  const newest = page.getByRole("table", { name: "Runs" }).getByRole("row").nth(1);
  await expect(newest).toContainText("By hand");
  const query = page.getByText("select e.id::text", { exact: false });
  await expect(query).toBeHidden();
  await page.getByText("What is asked, as it is sent").click();
  await expect(query).toBeVisible();
  await newest.getByRole("link", { name: /^EVD-/ }).click();
  await page.waitForURL(/\/audit\/evidence\//);
  await expect(page.getByText("collector:failed-sign-ins")).toBeVisible();
});

test("another system is added; its secret is never shown, its error is (E8)", async ({ page }) => {
  const title = `Doors <b>left</b> open ${randomUUID().slice(0, 8)}`;
  await signInAs(page, "nora.falk");
  await page.goto("/audit/collectors");
  await page.getByRole("link", { name: "Add a source" }).click();
  await page.getByLabel("What it shows").fill(title);
  await page.getByLabel("Address").fill("http://169.254.169.254/latest/meta-data");
  await page.getByLabel("Controls").fill("CC6.4");
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(page.getByText("169.254.169.254 is a private address", { exact: false })).toBeVisible();
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Address").fill("https://doors.invalid/open");
  await page.getByLabel("Header", { exact: false }).first().fill("X-Api-Key");
  await page.getByLabel("Its value").fill("never-to-be-seen-4711");
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expectAccessible(page);
  expect(await page.content()).not.toContain("4711");
  const id = page.url().split("/").at(-1);
  await page.getByRole("button", { name: /^Run now/ }).click();
  await expect
    .poll(
      async () =>
        (await sql<{ state: string }>("select state from collector_run where collector_id = $1", [id]))[0]?.state,
      {
        timeout: 120_000,
      },
    )
    .toBe("failed");
  await page.reload();
  await expect(page.getByText("doors.invalid cannot be resolved", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Stopped", { exact: true })).toBeVisible();
});

test("an auditor reads runs and starts none; an employee sees nothing", async ({ page }) => {
  await signInAs(page, "ava.roth");
  await page.goto("/audit/collectors");
  await expect(page.getByRole("table", { name: "Collectors" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Run now/ })).toHaveCount(0);
  expect((await page.goto("/audit/collectors/new"))?.status()).toBe(403);
  await signInAs(page, "emil.sander");
  expect((await page.goto("/audit/collectors"))?.status()).toBe(403);
});

test.describe("on a phone and in the dark", () => {
  test.use({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  test("nothing sticks out and nothing is hard to read", async ({ page }) => {
    await signInAs(page, "nora.falk");
    for (const path of ["/audit/collectors", "/audit/collectors/new", "/audit/collectors/configuration"]) {
      await page.goto(path);
      await expectNoOverflow(page);
      await expectAccessible(page);
    }
  });
});
