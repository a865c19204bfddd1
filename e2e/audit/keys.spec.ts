import type { Page } from "@playwright/test";
import { sql } from "../database";
import { expect, expectAccessible, expectNoOverflow, signInAs, test } from "../fixtures";
import { makeSession } from "../session-cookie";

/** Sensitive acts want a sign-in of the last five minutes: not a session that other tests have used. */
async function signInAnew(page: Page, signInName: string): Promise<void> {
  const { cookie } = await makeSession(`${signInName}@northwind.example`);
  await page.context().clearCookies();
  await page.context().addCookies([{ ...cookie, expires: -1 }]);
}

test("a person is erased from the trail by two people; what stays and the proofs are shown (A17)", async ({ page }) => {
  const [person] = await sql<{ name: string; id: string }>(
    "select p.name, p.id from person p where email = 'customer.05@northwind.example'",
  );
  await signInAnew(page, "ida.krause");
  await page.goto("/audit/keys");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Propose an erasure" }).first().click();
  await page.getByLabel("Whose values").fill("nobody@northwind.example");
  await page.getByLabel("Why", { exact: true }).fill("Request DSR-2026-0099");
  await page.getByRole("button", { name: "Propose" }).click();
  await expect(page.getByText("Nobody of this address belongs to the organisation").first()).toBeVisible();
  await page.getByLabel("Whose values").fill("customer.05@northwind.example");
  await page.getByRole("button", { name: "Propose" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Erasure of a person" })).toBeVisible();
  await expect(page.getByText("somebody else must approve it")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve and destroy" })).toHaveCount(0);
  const reference =
    (await page
      .getByText(/^KEY-\d{4}-\d{4}$/)
      .first()
      .textContent()) ?? "";
  const address = page.url();

  await signInAnew(page, "nora.falk");
  await page.goto(address);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Approve and destroy" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Approve and destroy" })).toBeDisabled();
  await dialog.getByLabel(`Type ${reference} to confirm`).fill(reference);
  await dialog.getByRole("button", { name: "Approve and destroy" }).click();
  await expect(page.getByText("Done", { exact: true })).toBeVisible();
  await expect(page.getByText("0 keys")).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoOverflow(page);

  const left = await sql<{ n: number }>(
    "select count(*)::int as n from audit_event where actor_name = $1 or resource_label like '%' || $1 || '%'",
    [person?.name ?? ""],
  );
  expect(left[0]?.n).toBe(0);
  const keys = await sql<{ n: number }>(
    "select count(*)::int as n from subject_key where subject = 'person:' || $1 and destroyed_at is null",
    [person?.id ?? ""],
  );
  expect(keys[0]?.n).toBe(0);
});

test("an auditor reads it and decides nothing; an employee does not see it", async ({ page }) => {
  await signInAs(page, "ava.roth");
  await page.goto("/audit/keys");
  await expect(page.getByRole("heading", { level: 1, name: "Keys and erasure" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Propose an erasure" })).toHaveCount(0);
  expect((await page.goto("/audit/keys/new"))?.status()).toBe(403);
  await page.context().clearCookies();
  await signInAs(page, "emil.sander");
  expect((await page.goto("/audit/keys"))?.status()).toBe(403);
});
