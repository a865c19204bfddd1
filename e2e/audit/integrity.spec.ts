import { readFile } from "node:fs/promises";
import { expect, expectAccessible, expectNoOverflow, signInAs, test } from "../fixtures";

test("Integrity says how far the log is witnessed, and hands out the policy to check it by (A12, A13)", async ({
  page,
}) => {
  await signInAs(page, "nora.falk");
  // The witness beside the portal cosigns within seconds; it is never shown as a proof against the machine's owner.
  await expect(async () => {
    await page.goto("/audit/integrity");
    await expect(page.getByText(/^Cosigned [\d,]+ events/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText("Same machine only")).toBeVisible();
  await expect(page.getByText("Same machine: proves nothing against its owner.")).toBeVisible();

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save keys and policy" }).click();
  const policy = await readFile(await (await downloading).path(), "utf8");
  expect(policy).toMatch(/^log localhost\/plinto\/\S+\+[0-9a-f]{8}\+\S+$/m);
  expect(policy).toMatch(/^# .*proves nothing against its owner\nwitness same-machine /m);
  expect(policy).toMatch(/^quorum witnesses$/m);

  await page.getByRole("button", { name: "Check the log now" }).click();
  await expect(page.getByText(/Checked just now: [\d,]+ events/)).toBeVisible();
  await expectAccessible(page);
});

test("the key is changed only after a question, and on a phone nothing sticks out", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await signInAs(page, "nora.falk");
  await page.goto("/audit/integrity");
  await expectNoOverflow(page);
  await page.getByRole("button", { name: "Change the key" }).click();
  const dialog = page.getByRole("dialog", { name: "Give the log a new key?" });
  await expect(dialog).toContainText("The old key signs from which size on the new one counts");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("an auditor sees keys and copies, and changes nothing", async ({ page }) => {
  await signInAs(page, "ava.roth");
  await page.goto("/audit/integrity");
  await expect(page.getByRole("table", { name: "Keys that sign this log" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Change the key" })).toBeHidden();
});
