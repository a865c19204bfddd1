import { wordFile } from "@/lib/policies/testing/documents";
import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";
import { asMarkdown, richText } from "./writing";

const stamp = () => Math.random().toString(36).slice(2, 8);
const saved = /^Saved \d\d:\d\d$/;

test("an author's day: template, rich text, mapping, autosave, conflict, handing in (P1, P8, P10)", async ({
  page,
}) => {
  test.slow();
  const name = `Vendors ${stamp()}`;
  await signInAs(page, "mara.lindner");
  await page.goto("/policies/new");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Vendor management policy" }).click();
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Vendor management policy");
  const text = await richText(page);
  await expect(text.getByRole("table")).toBeVisible();
  await page.getByLabel("Title", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  // Opening and leaving without a change saves nothing.
  await page.getByRole("link", { name: "Edit the draft" }).click();
  const draft = await richText(page);
  await expect(page.locator("input[name=revision]")).toHaveValue("1");
  await expectAccessible(page);

  // By keyboard alone: a tool of the bar, then words.
  await draft.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("Beware. ");
  await page.getByRole("button", { name: "Bold", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "Italic", exact: true })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: saved })).toBeVisible();
  await expect(page.locator("input[name=revision]")).toHaveValue("2");
  await expect(page.locator("textarea[name=text]")).toHaveValue(/^## Beware\. Purpose\n/);

  await page.getByLabel("Framework").selectOption({ label: "GDPR" });
  await page.getByLabel("Search requirements").fill("breach authority");
  await page.getByRole("button", { name: /Art\.33/ }).click();
  await page.getByLabel("Section that answers Art.33").selectOption({ label: "In the contract" });
  await expect(page.locator("input[name=revision]")).toHaveValue("3");

  await page.getByRole("radio", { name: /Only these/ }).check();
  await page.getByText("Departments, locations, groups and roles", { exact: true }).click();
  await page.getByLabel("Finance", { exact: true }).first().check();
  await expect(page.getByText(/^\d+ people today$/)).toBeVisible();

  // The same draft in a second tab: whoever saves later is told, and nothing is overwritten.
  await expect(page.locator("input[name=revision]")).toHaveValue("4");
  const other = await page.context().newPage();
  await other.goto(page.url());
  await (await richText(other)).click();
  await other.keyboard.type("Second tab ");
  await expect(other.getByRole("status").filter({ hasText: saved })).toBeVisible();
  await draft.click();
  await page.keyboard.type("First tab ");
  await expect(page.getByText("Somebody else saved this draft").first()).toBeVisible();
  await expect(draft).toContainText("First tab");
  await page.close();

  await other.getByRole("button", { name: "Save draft" }).click();
  await expect(other.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(other.getByText(/Art\.33 .*\(In the contract\)/)).toBeVisible();
  await other.getByRole("button", { name: "Hand in for review" }).click();
  await expect(other.getByText("An approver approves it or sends it back.")).toBeVisible();
});

test("a Word file becomes a draft that can be read on a phone; a damaged one says so (P9)", async ({ page }) => {
  await signInAs(page, "mara.lindner");
  await page.goto("/policies/new");
  await page.getByText("Import a document").click();
  await page.getByLabel("Kind of policy").selectOption({ label: "Acceptable use" });
  const document = page.getByLabel("Document", { exact: true });
  await document.setInputFiles({ name: "broken.docx", mimeType: "application/zip", buffer: Buffer.from("PK broken") });
  await page.getByRole("button", { name: "Import as a new policy" }).click();
  await expect(page.getByText("This Word file is damaged")).toBeVisible();
  await expectAccessible(page);
  await document.setInputFiles({ name: "Visitors.docx", mimeType: "application/zip", buffer: await wordFile() });
  await page.getByRole("button", { name: "Import as a new policy" }).click();
  await expect(page).toHaveURL(/\/edit$/);
  const text = await richText(page);
  await expect(text.getByRole("heading", { name: "Rules" })).toBeVisible();
  await expect(text.getByRole("table")).toContainText("Lab | East");
  await expect(text.getByRole("img", { name: "Plan of the rooms" })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoOverflow(page);
  await page.goto(page.url().replace("/edit", ""));
  await expect(page.getByRole("link", { name: "Visitors.docx" })).toBeVisible();
  await expectNoOverflow(page);
});

test("a text the rich editor would rewrite stays as it is until the author agrees (P1)", async ({ page }) => {
  await signInAs(page, "mara.lindner");
  await page.goto("/policies/new");
  await asMarkdown(page);
  await page.getByLabel("Text", { exact: true }).fill("Setext\n======\n\n* star\n");
  await page.getByRole("radio", { name: "Rich text" }).click();
  await expect(page.getByText("would write differently")).toBeVisible();
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("Setext\n======\n\n* star\n");
  await page.getByRole("button", { name: "Rewrite and open rich text" }).click();
  await expect((await richText(page)).getByRole("listitem")).toHaveText("star");
  await expect(page.locator("textarea[name=text]")).toHaveValue("# Setext\n\n- star\n");
});

test("without JavaScript a draft is a plain form", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signInAs(page, "mara.lindner");
  await page.goto("/policies/new?starter=code-of-conduct");
  const name = `Conduct ${stamp()}`;
  await page.getByLabel("Title", { exact: true }).fill(name);
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue(/^## Purpose/);
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await context.close();
});

test("an approver sees both versions side by side, and takes them along (P3, P5, P6, P9)", async ({
  page,
  browser,
}) => {
  test.slow();
  const author = await pageAs(browser, "mara.lindner");
  await author.goto("/policies?search=data+protection+policy");
  await author.getByRole("link", { name: "Data protection policy", exact: true }).click();
  await author.getByRole("button", { name: /Begin version/ }).click();
  await asMarkdown(author);
  const text = author.getByLabel("Text", { exact: true });
  await text.fill((await text.inputValue()).replace("belong in careful hands", "belong in very careful hands"));
  await author.getByLabel("What changed").fill("One word, for emphasis.");
  await author.getByRole("radio", { name: /Editorial/ }).check();
  await author.getByRole("button", { name: "Save draft" }).click();
  await author.getByRole("button", { name: "Hand in for review" }).click();
  await expect(author.getByText("An approver approves it or sends it back.")).toBeVisible();
  const address = author.url();

  await signInAs(page, "jonas.brandt");
  await page.goto(address);
  await expect(page.locator("ins")).toHaveText(/very/);
  await expect(page.getByText(/^Version \d+$/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "As one text" }).click();
  await expect(page.getByRole("link", { name: "Side by side" })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "PDF", exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^POL-\d+-\d+\.pdf$/);
  await page.getByText("Send back instead").click();
  await page.getByLabel("What should change").fill("Leave the word out.");
  await page.getByRole("button", { name: "Send back", exact: true }).click();
  await expect(page.getByText("Jonas Brandt sent it back").first()).toBeVisible();

  await author.reload();
  await expect(author.getByText("Leave the word out.").first()).toBeVisible();
  await author.getByRole("link", { name: "Edit the draft" }).click();
  await asMarkdown(author);
});
