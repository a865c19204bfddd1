import type { Page } from "@playwright/test";
import { expect } from "../fixtures";

/** Waits until the rich editor is there, and writes as Markdown instead. */
export async function asMarkdown(page: Page): Promise<void> {
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
  await page.getByRole("radio", { name: "As Markdown" }).check();
}

/** The rich editor, once it can be written in. */
export async function richText(page: Page) {
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
  return page.getByRole("textbox", { name: "Text", exact: true });
}

/** A name of its own for each run. */
export const title = (what: string) => `${what} ${Math.random().toString(36).slice(2, 8)}`;

export async function draft(author: Page, name: string, text: string) {
  await author.goto("/policies/new");
  await author.getByLabel("Title", { exact: true }).fill(name);
  await asMarkdown(author);
  await author.getByLabel("Text", { exact: true }).fill(text);
  await author.getByLabel("Type", { exact: true }).selectOption({ label: "Code of conduct" });
  await author.getByRole("button", { name: "Save draft" }).click();
  await expect(author.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** By Jonas Brandt, from the inbox of reviews. */
export async function approveAndPublish(approver: Page, name: string, number: number) {
  await approver.goto("/policies/reviews");
  await approver.getByRole("link", { name }).click();
  await approver.getByLabel(/I confirm that this is/).check();
  await approver.getByRole("button", { name: `Approve version ${number}` }).click();
  await approver.getByRole("button", { name: `Publish version ${number}` }).click();
  await approver
    .getByRole("dialog")
    .getByRole("button", { name: `Publish version ${number}` })
    .click();
  await expect(approver.getByText(`Jonas Brandt published version ${number}`)).toBeVisible();
}

/** A policy of Mara Lindner's that is in force, opened as its approver. @returns its reference */
export async function published(author: Page, approver: Page, name: string): Promise<string> {
  await draft(author, name, "## Rule\n\nBe careful with keys.\n");
  await author.getByRole("button", { name: "Hand in for review" }).click();
  await expect(author.getByText("An approver approves it or sends it back.")).toBeVisible();
  await approveAndPublish(approver, name, 1);
  return /POL-\d+/.exec((await approver.getByRole("main").textContent()) ?? "")?.[0] ?? "";
}

/** Waits until the policy stands among what a person is asked to read, and opens it. */
export async function openFromList(reader: Page, name: string): Promise<void> {
  await expect(async () => {
    await reader.goto("/policies");
    await expect(reader.getByRole("listitem").filter({ hasText: name })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });
  await reader.getByRole("listitem").filter({ hasText: name }).getByRole("link").click();
}
