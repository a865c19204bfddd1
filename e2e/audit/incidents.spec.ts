import { randomUUID } from "node:crypto";
import { sql } from "../database";
import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";

test("an incident goes from its first report to closed evidence (I1–I4)", async ({ page, browser }) => {
  test.slow();
  const title = `Stolen laptop <b>💻</b> سجل ${randomUUID().slice(0, 8)}`;
  await signInAs(page, "nora.falk");
  await page.goto("/audit/incidents");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Open an incident" }).first().click();
  await page.getByLabel("What happened", { exact: true }).fill(title);
  await page.getByLabel("What is known so far").fill("Left on a train in Hamburg.");
  await page.getByLabel("Category").selectOption("unauthorized_access");
  await page.getByLabel("Affected systems").fill("Laptop 12, Mail");
  await page.getByRole("button", { name: "Open incident" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByText(/INC-\d{4}-\d{4}/).first()).toBeVisible();

  await page.getByRole("button", { name: "Acknowledge and investigate" }).click();
  await expect(page.getByText("Are personal data concerned?")).toBeVisible();
  // The time of awareness is asked, never filled in.
  await expect(page.getByLabel(/Aware since/)).toHaveValue("");
  await page.getByRole("radio", { name: "Yes" }).check();
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(page.getByText("Say when you became aware of the breach.").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "No", exact: true }).check();
  await page.getByRole("button", { name: "Answer" }).click();

  for (const state of ["contained", "remediating", "resolved"]) {
    await page.getByRole("button", { name: `Mark as ${state}` }).click();
    await expect(page.getByRole("button", { name: `Mark as ${state}` })).toHaveCount(0);
  }
  await expect(page.getByText("It needs at least one action with an owner.")).toBeVisible();
  await page.getByText("Add an action").click();
  await page.getByLabel("What shall be done").fill("Buy cable locks");
  await page.getByLabel("Who does it").selectOption({ label: "Otto Weiss" });
  await page.getByLabel("Until").fill("2027-01-31");
  await page.getByRole("button", { name: "Add action" }).click();
  await page.getByLabel("Cause").fill("No lock.");
  await page.getByLabel("Lessons").fill("Lock and encrypt.");
  await page.getByRole("button", { name: "Close incident" }).click();
  await expect(page.getByRole("button", { name: "Close incident" })).toHaveCount(0);

  await expect
    .poll(
      async () => {
        const [row] = await sql<{ evidence: string | null }>(
          "select evidence_id as evidence from incident where title = $1",
          [title],
        );
        return row?.evidence ?? null;
      },
      { timeout: 120_000, intervals: [1_000] },
    )
    .not.toBeNull();
  const auditor = await pageAs(browser, "ava.roth");
  await auditor.goto(page.url());
  await auditor.getByRole("link", { name: "Open the evidence" }).click();
  await expect(
    auditor.getByText("incident_documentation").or(auditor.getByText("Incident documentation")).first(),
  ).toBeVisible();
  await auditor.goto(page.url());
  await auditor.setViewportSize({ width: 360, height: 740 });
  await expectNoOverflow(auditor);
  await expectAccessible(auditor);
});

test("clocks, webhooks and the report are accessible and fit a phone", async ({ page }) => {
  await signInAs(page, "nora.falk");
  for (const path of ["/audit/incidents/clocks", "/audit/webhooks", "/audit/report", "/audit/report?framework=soc2"]) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path);
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoOverflow(page);
  }
});
