import { expect, expectAccessible, expectNoOverflow, signInAs, test } from "../fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a hold shows what it would catch before it is placed, and keeps what was typed (E5)", async ({ page }) => {
      await signInAs(page, "nora.falk");
      await page.setViewportSize({ width: 360, height: 780 });
      await page.goto("/audit/holds/new");
      const title = `Proceedings ${crypto.randomUUID().slice(0, 8)}`;
      await page.getByLabel("What it is about").fill(title);
      await page.getByLabel("Why it must be kept").fill("File 12 O 34/26");
      await page.getByLabel("Controls").fill("CC6.1");
      await page.getByLabel("Evidence", { exact: true }).check();
      await page.getByRole("button", { name: "See what it would catch" }).click();
      await expect(page.getByText(/Nothing is held yet\. This hold would catch .+ today\./)).toBeVisible();
      await expect(page.getByLabel("What it is about")).toHaveValue(title);
      await expect(page.getByLabel("Evidence", { exact: true })).toBeChecked();
      if (javaScriptEnabled) {
        await expectNoOverflow(page);
        await expectAccessible(page);
      }
      // Another question gets another answer first.
      await page.getByLabel("Controls").fill("CC6.1, CC7.2");
      await page.getByRole("button", { name: "Place the hold" }).click();
      await expect(page.getByText(/Nothing is held yet/)).toBeVisible();
      await expect(page.getByLabel("Controls")).toHaveValue("CC6.1, CC7.2");
      await page.getByRole("button", { name: "Place the hold" }).click();
      await expect(page).toHaveURL(/\/audit\/holds\/[0-9a-f-]{36}$/);
      await expect(page.getByText(title).first()).toBeVisible();
    });
  });
}
