import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { sql } from "../database";
import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The roles somebody of the story holds now. */
async function rolesOf(signIn: string): Promise<string> {
  const [row] = await sql<{ roles: string }>(
    `select array_to_string(m.roles, ' ') as roles from membership m join person p on p.id = m.person_id
     join organization o on o.id = m.organization_id where p.email = $1 and o.slug = 'northwind-health'`,
    [`${signIn}@northwind.example`],
  );
  return row?.roles ?? "";
}

/** Begins a campaign as the officer and ends on its page. */
async function begin(page: Page): Promise<{ id: string; reference: string }> {
  await signInAs(page, "nora.falk");
  await page.goto("/audit/reviews");
  await page.getByRole("link", { name: "Begin a review" }).first().click();
  const title = `Review <i>now</i> 🔑 ${randomUUID().slice(0, 8)}`;
  await page.getByLabel("Name").fill(title);
  await page.getByLabel("Last day for decisions").fill(inDays(5));
  await page.getByRole("button", { name: "Begin review" }).click();
  await page.waitForURL(/\/audit\/reviews\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const id = page.url().split("/").at(-1) ?? "";
  const [row] = await sql<{ reference: string }>("select reference from access_review where id = $1", [id]);
  return { id, reference: row?.reference ?? "" };
}

/** Everything else is kept, as if its reviewers had answered, so that the test can close the campaign today. */
async function keepTheRest(id: string): Promise<void> {
  await sql(
    "update access_review_item set decision = 'keep', decided_at = now() where review_id = $1 and decision is null and reviewer_id is not null",
    [id],
  );
}

test("a manager takes a role away on a phone, the officer closes, and the role is gone (E8)", async ({
  page,
  browser,
}) => {
  const before = await rolesOf("employee.09");
  expect(before).toBe("employee");
  const { id, reference } = await begin(page);
  await expectAccessible(page);

  const phone = await pageAs(browser, "mara.lindner");
  await phone.setViewportSize({ width: 360, height: 740 });
  await phone.goto("/");
  await expect(phone.getByRole("heading", { name: /Access to review/ })).toBeVisible();
  await phone.goto(`/audit/reviews/${id}/decide`);
  await expectNoOverflow(phone);
  await expectAccessible(phone);
  const [person] = await sql<{ name: string }>("select name from person where email = 'employee.09@northwind.example'");
  const form = phone.getByRole("article", { name: person?.name });
  await form.getByRole("radio", { name: "Remove" }).check();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("Say why, in a few words.").first()).toBeVisible();
  await form.getByLabel("Reason").fill("Left the project <b>in</b> June.");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(phone.getByRole("listitem").filter({ hasText: person?.name }).first()).toContainText("Remove");
  expect(await rolesOf("employee.09")).toBe(before);

  await keepTheRest(id);
  await page.reload();
  await page.getByRole("link", { name: "Removals and changes" }).click();
  await expect(page.getByText("Left the project <b>in</b> June.")).toBeVisible();
  await page.getByRole("button", { name: "Close review" }).click();
  await page.getByLabel(`Type ${reference} to confirm`).fill(reference);
  await page.getByRole("dialog").getByRole("button", { name: "Close review" }).click();
  await expect
    .poll(
      async () => (await sql<{ status: string }>("select status from access_review where id = $1", [id]))[0]?.status,
      {
        timeout: 120_000,
      },
    )
    .toBe("closed");
  expect(await rolesOf("employee.09")).toBe("");
  await page.goto(`/audit/reviews/${id}`);
  await expect(page.getByText("Closed").first()).toBeVisible();
  await page.getByRole("link", { name: /^EVD-/ }).click();
  await page.waitForURL(/\/audit\/evidence\//);
  await expect(page.getByText("access-review", { exact: true })).toBeVisible();
  await sql("update membership set roles = '{employee}' where person_id = (select id from person where email = $1)", [
    "employee.09@northwind.example",
  ]);
});

test("who is not asked sees nothing of it; auditors read and cannot close", async ({ page, browser }) => {
  const [review] = await sql<{ id: string }>(
    "select id from access_review where title = 'Access review, fourth quarter' limit 1",
  );
  await signInAs(page, "emil.sander");
  expect((await page.goto("/audit/reviews"))?.status()).toBe(403);
  expect((await page.goto(`/audit/reviews/${review?.id}/decide`))?.status()).toBe(404);
  expect((await page.goto(`/audit/reviews/${review?.id}/confirm`))?.status()).toBe(403);
  const auditor = await pageAs(browser, "ava.roth");
  await auditor.goto(`/audit/reviews/${review?.id}`);
  await expect(auditor.getByRole("heading", { name: "Progress by reviewer" })).toBeVisible();
  await expect(auditor.getByRole("button", { name: "Close review" })).toHaveCount(0);
});

test("the closed campaign of the story shows its removal and its evidence, by keyboard", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/audit/reviews");
  await page.getByRole("link", { name: "Access review, third quarter" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Access review, third quarter" })).toBeVisible();
  await page.getByRole("link", { name: "Removals and changes" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Carried out").first()).toBeVisible();
  await expect(page.getByText("Helped out at the desk in spring", { exact: false })).toBeVisible();
});

test.describe("on a phone and in the dark", () => {
  test.use({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  test("nothing sticks out and nothing is hard to read", async ({ page }) => {
    await signInAs(page, "nora.falk");
    for (const path of ["/audit/reviews", "/audit/reviews/new"]) {
      await page.goto(path);
      await expectNoOverflow(page);
      await expectAccessible(page);
    }
  });
});
