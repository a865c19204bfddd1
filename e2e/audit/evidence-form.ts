import type { Page } from "@playwright/test";
import { expect } from "../fixtures";

/** Fills in what is said about a stored file, saves it and ends on its page. */
export async function addEvidence(page: Page, title: string): Promise<void> {
  await page.getByLabel("What it proves").fill(title);
  await page.getByLabel("Controls").fill("CC6.1, A.5.18");
  await page.getByLabel("Covers from").fill("2026-07-01");
  await page.getByLabel("Covers until").fill("2026-09-30");
  await page.getByRole("button", { name: "Add evidence" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}
