import { expect, expectAccessible, expectNoOverflow, signInAs, test } from "../fixtures";

test("an officer asks for months to archive and is told why the trail stays where it is (E6)", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto("/audit/archives");
  await expect(page.getByText("No months here")).toBeVisible();
  await page.getByRole("button", { name: "List months to archive" }).click();
  await expect(page.getByText(/Nothing was listed: no month of the log can be archived/)).toBeVisible();
  await expectNoOverflow(page);
  await expectAccessible(page);
});

test("an auditor reads archives and lists nothing; who may not read them is refused", async ({ page }) => {
  await signInAs(page, "ava.roth");
  await page.goto("/audit/archives");
  await expect(page.getByRole("heading", { level: 1, name: "Archives" })).toBeVisible();
  await expect(page.getByRole("button", { name: "List months to archive" })).toHaveCount(0);
  await signInAs(page, "emil.sander");
  expect((await page.goto("/audit/archives"))?.status()).toBe(403);
});
