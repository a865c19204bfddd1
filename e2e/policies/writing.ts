import { expect, type Page } from "@playwright/test";

/** Waits until the rich editor is there, and writes as Markdown instead. */
export async function asMarkdown(page: Page): Promise<void> {
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible({ timeout: 15_000 });
  await page.getByRole("radio", { name: "As Markdown" }).check();
}

/** The rich editor, once it can be written in. */
export async function richText(page: Page) {
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible({ timeout: 15_000 });
  return page.getByRole("textbox", { name: "Text", exact: true });
}
