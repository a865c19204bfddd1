import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { sql } from "../database";
import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, signInByForm, test } from "../fixtures";

/** Fails to sign in five times as somebody of the demo story; the rules run every minute. */
async function failFiveTimes(page: Page, who: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await signInByForm(page, who, `wrong ${randomUUID()}`);
    await expect(page.getByText("Email or password is not right")).toBeVisible();
  }
}

test("a burst of failed sign-ins becomes one alert, which is acknowledged, snoozed and resolved", async ({
  page,
  browser,
}) => {
  test.slow();
  const who = "employee.31";
  const stranger = await (await browser.newContext()).newPage();
  await failFiveTimes(stranger, who);
  await expect
    .poll(
      async () =>
        (
          await sql<{ id: string }>(
            `select a.id from alert a join person p on p.id::text = a.object_id
             where a.rule = 'failed-sign-ins' and a.status <> 'resolved' and p.email like $1 || '@%'`,
            [who],
          )
        ).length,
      { timeout: 120_000, intervals: [2_000] },
    )
    .toBe(1);
  const [alert] = await sql<{ id: string }>(
    `select a.id from alert a join person p on p.id::text = a.object_id
     where a.rule = 'failed-sign-ins' and a.status <> 'resolved' and p.email like $1 || '@%'`,
    [who],
  );

  await signInAs(page, "nora.falk");
  await page.goto("/audit/alerts");
  await expect(page.getByRole("heading", { level: 1, name: "Alerts" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/audit/alerts/${alert?.id}`);
  await expect(page.getByRole("list", { name: "Events", exact: true }).getByRole("listitem")).toHaveCount(5);
  await page.getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.getByRole("complementary", { name: "Facts" })).toContainText("Nora Falk");
  await expect(page.getByRole("button", { name: "Acknowledge" })).toHaveCount(0);
  await page.getByRole("button", { name: "Snooze" }).click();
  await expect(page.getByText("Snoozed").first()).toBeVisible();
  await page.getByLabel("What was found and done").fill("Asked them: they had forgotten it.");
  await page.getByRole("button", { name: "Resolve" }).click();
  await expect(page.getByText("Asked them: they had forgotten it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Resolve" })).toHaveCount(0);
  await expectAccessible(page);

  const auditor = await pageAs(browser, "ava.roth");
  await auditor.goto(`/audit/alerts/${alert?.id}`);
  await expect(auditor.getByText("Resolved").first()).toBeVisible();
  await auditor.setViewportSize({ width: 360, height: 740 });
  await expectNoOverflow(auditor);
});

test("an officer tries a rule, changes it and changes it back; an auditor only reads it", async ({ page, browser }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/audit/detection");
  await expectAccessible(page);
  const rule = page.getByRole("region", { name: "Mass export" });
  await rule.getByText("Try it on the last 30 days").click();
  await rule.getByRole("button", { name: "Try the rule" }).click();
  await expect(rule.getByText(/Would have raised \d+ alerts? in the last 30 days/)).toBeVisible();
  await rule.getByText("Change the rule").click();
  await rule.getByLabel("How many").first().fill("30");
  await rule.getByRole("button", { name: "Save the rule" }).click();
  await expect(rule.getByText("Saved. It counts for events from now on.")).toBeVisible();

  const auditor = await pageAs(browser, "ava.roth");
  await auditor.goto("/audit/detection");
  await expect(auditor.getByText("How many: 30")).toBeVisible();
  await expect(auditor.getByRole("button", { name: "Save the rule" })).toHaveCount(0);
  await expectAccessible(auditor);

  await rule.getByLabel("How many").first().fill("20");
  await rule.getByRole("button", { name: "Save the rule" }).click();
  await expect(rule.getByText("Saved. It counts for events from now on.")).toBeVisible();
});

test("who has nothing to do with alerts gets none of these pages", async ({ page }) => {
  await signInAs(page, "emil.sander");
  for (const path of ["alerts", "detection", "incidents", "webhooks", "report"]) {
    expect((await page.goto(`/audit/${path}`))?.status(), path).toBe(403);
  }
});
