import { expect, expectAccessible, pageAs, signInAs, test } from "../fixtures";
import { approveAndPublish, asMarkdown, draft, title } from "./writing";

test("from a draft to somebody's desk, and an old page learns of the new version (P1, P2, P3, P11, P13)", async ({
  page: author,
  browser,
}) => {
  test.slow();
  const name = title("Clean desk 🌱 <i>rules</i>");
  await signInAs(author, "mara.lindner");
  await draft(author, name, "## Rule\n\nClear your desk in the evening.\n\n<script>alert(1)</script>\n");
  await author.getByRole("button", { name: "Hand in for review" }).click();
  await expect(author.getByText("An approver approves it or sends it back.")).toBeVisible();
  await expect(author.getByRole("button", { name: /Approve/ })).toHaveCount(0);
  expect((await author.goto("/policies/reviews"))?.status()).toBe(403);

  const approver = await pageAs(browser, "jonas.brandt");
  await approver.goto("/policies/reviews");
  await expectAccessible(approver);
  await approveAndPublish(approver, name, 1);
  await expectAccessible(approver);

  const reader = await pageAs(browser, "employee.37");
  await expect(async () => {
    await reader.goto("/policies");
    await expect(reader.getByRole("link", { name })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });
  await reader.getByRole("link", { name }).click();
  await expect(reader.getByRole("button", { name: "Acknowledge version 1" })).toBeVisible();

  await author.goto("/policies?search=Clean+desk");
  await author.getByRole("link", { name }).click();
  await author.getByRole("button", { name: "Begin version 2" }).click();
  // Raw HTML would be rewritten by the rich editor, so it stays Markdown.
  await expect(author.getByText(/parts the rich editor does not know/)).toBeVisible();
  await author.getByLabel("Text", { exact: true }).fill("## Rule\n\nClear your desk at noon and in the evening.\n");
  await author.getByLabel("What changed").fill("Noon is new.");
  await author.getByRole("button", { name: "Save draft" }).click();
  await author.getByRole("button", { name: "Hand in for review" }).click();
  await expect(author.getByText("An approver approves it or sends it back.")).toBeVisible();
  await approver.goto("/policies/reviews");
  await approver.getByRole("link", { name }).click();
  await expect(approver.locator("ins").first()).toContainText("noon");
  await approveAndPublish(approver, name, 2);

  await reader.getByLabel("Your name").fill("Late Reader");
  await reader.getByRole("button", { name: "Acknowledge version 1" }).click();
  await expect(reader.getByText("version 2 was published while you were reading")).toBeVisible();
  await reader.getByRole("link", { name: "Open the version in force" }).click();
  await expect(reader.getByRole("button", { name: "Acknowledge version 2" })).toBeVisible();
});

test("sent back with comments, edited, handed in again", async ({ page: approver, browser }) => {
  const name = title("Visitors");
  const author = await pageAs(browser, "mara.lindner");
  await draft(author, name, "## Rule\n\nVisitors sign in.\n");
  await author.getByRole("button", { name: "Hand in for review" }).click();
  await expect(author.getByText("An approver approves it or sends it back.")).toBeVisible();

  await signInAs(approver, "jonas.brandt");
  await approver.goto("/policies/reviews");
  await approver.getByRole("link", { name }).click();
  await approver.getByText("Send back instead").click();
  await approver.getByLabel("What should change").fill("Say who receives them.");
  await approver.getByRole("button", { name: "Send back", exact: true }).click();
  await expect(approver.getByText("Jonas Brandt sent it back")).toBeVisible();

  await author.reload();
  await expect(author.getByText("Say who receives them.").first()).toBeVisible();
  await author.getByRole("link", { name: "Edit the draft" }).click();
  await expect(author).toHaveURL(/\/edit$/);
  await expectAccessible(author);
  await asMarkdown(author);
  await author.getByLabel("Text", { exact: true }).fill("## Rule\n\nVisitors sign in; their host receives them.\n");
  await author.getByRole("button", { name: "Save draft" }).click();
  await author.getByRole("button", { name: "Hand in for review" }).click();
  await expect(author.getByText("An approver approves it or sends it back.")).toBeVisible();
});

test("a form with mistakes says so and keeps what was typed", async ({ page }) => {
  await signInAs(page, "mara.lindner");
  await page.goto("/policies/new?starter=incident-response");
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Incident response policy");
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
  await page.getByLabel("Title", { exact: true }).fill("Incident response policy");
  await page.getByLabel("Days to acknowledge").fill("14");
  await asMarkdown(page);
  await page.getByLabel("Text", { exact: true }).fill(" ");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("Write the text.").first()).toBeVisible();
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Incident response policy");
  await expectAccessible(page);
});

test("the library finds, filters and says how far each is acknowledged (P19)", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/policies?search=POL-001");
  await expect(page.getByRole("row", { name: /Information security policy/ })).toContainText(/\d+ of \d+/);
  await expectAccessible(page);
  await page.goto("/policies?search=no+such+policy");
  await expect(page.getByText("No policy fits these filters")).toBeVisible();
});
