import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";
import { approveAndPublish, asMarkdown, draft, title } from "./writing";

test("an approver comments on a paragraph; it stands beside it, is kept when sent back, and says when it was changed (P2)", async ({
  page: approver,
  browser,
}) => {
  test.slow();
  const name = title("Keys");
  const author = await pageAs(browser, "mara.lindner");
  await draft(author, name, "## Rule\n\nLock the doors.\n\nAsk the porter.\n");
  await author.getByRole("button", { name: "Hand in for review" }).click();
  await expect(author.getByText("An approver approves it or sends it back.")).toBeVisible();
  // Whose hand is in it says nothing beside it.
  await expect(author.getByRole("link", { name: /Comment on paragraph/ })).toHaveCount(0);

  await signInAs(approver, "jonas.brandt");
  await approver.goto("/policies/reviews");
  await approver.getByRole("link", { name }).click();
  await approver.getByRole("link", { name: "Comment on paragraph 2" }).click();
  await approver.getByLabel("On paragraph 2").fill("All of them? 🚪 <b>");
  await expectAccessible(approver);
  await approver.getByRole("button", { name: "Comment", exact: true }).click();
  const passage = approver.locator("#passage-1");
  await expect(passage).toContainText("Lock the doors.");
  await expect(passage).toContainText("All of them? 🚪 <b>");
  await approver.setViewportSize({ width: 360, height: 800 });
  await expectNoOverflow(approver);
  await expectAccessible(approver);
  await approver.setViewportSize({ width: 1440, height: 900 });
  await approver.getByText("Send back instead").click();
  await approver.getByLabel("What should change").fill("See beside the text.");
  await approver.getByRole("button", { name: "Send back", exact: true }).click();
  await expect(approver.getByText("Jonas Brandt sent it back")).toBeVisible();

  await author.reload();
  await author.getByRole("link", { name: "Edit the draft" }).click();
  await expect(author.getByText("1 comment by reviewers")).toBeVisible();
  await expect(author.getByText("All of them? 🚪 <b>")).toBeVisible();
  await asMarkdown(author);
  await author.getByLabel("Text", { exact: true }).fill("## Rule\n\nLock the outer doors.\n\nAsk the porter.\n");
  await author.getByRole("button", { name: "Save draft" }).click();
  await author.getByText("The whole text of version 1, with 1 comment").waitFor();
  await expect(author.getByRole("region", { name: "Comments on passages that were changed since" })).toContainText(
    "Lock the doors.",
  );
  await expectAccessible(author);
  await author.getByRole("button", { name: "Hand in for review" }).click();
  await expect(author.getByText("An approver approves it or sends it back.")).toBeVisible();
  await approveAndPublish(approver, name, 1);
});

test("an officer hands a policy to another owner and asks for two approvals; others have no such page (P3, P7)", async ({
  page: officer,
  browser,
}) => {
  const name = title("Owners");
  const author = await pageAs(browser, "mara.lindner");
  await draft(author, name, "## Rule\n\nOwn it.\n");
  const address = new URL(author.url()).pathname;
  expect((await author.goto(`${address}/settings`))?.status()).toBe(403);

  await signInAs(officer, "nora.falk");
  await officer.goto(address);
  await officer.getByRole("link", { name: "Settings", exact: true }).click();
  await expect(officer.getByRole("heading", { level: 1, name: `Settings of ${name}` })).toBeVisible();
  await expectAccessible(officer);
  await officer.getByLabel("Owner").selectOption({ label: "Jonas Brandt" });
  await officer.getByLabel("People who approve a version").fill("9");
  await officer.getByLabel("Tags").fill("doors, keys 🗝️");
  await officer.getByRole("button", { name: "Save settings" }).click();
  // The browser knows the limit already.
  await expect(officer.getByRole("heading", { level: 1, name: `Settings of ${name}` })).toBeVisible();
  await officer.getByLabel("People who approve a version").fill("2");
  await officer.getByRole("button", { name: "Save settings" }).click();
  const facts = officer.getByRole("complementary", { name: "Facts" });
  await expect(facts).toContainText("2 other people");
  await expect(facts).toContainText("doors, keys 🗝️");
  await expect(facts).toContainText("Jonas Brandt");
});
