import { sql } from "../database";
import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";
import { someone } from "./outbox";

test("a code email that bounced stands on its request with the act that helps, and in the outbox with its reason", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const email = someone();
  await page.goto("/p/northwind-health");
  await page.getByRole("radio", { name: "Get a copy of my data" }).check();
  await page.getByLabel("Your name").fill("Dana Stranger");
  await page.getByLabel("Your email address").fill(email);
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("heading", { name: "Enter the code we sent you" })).toBeVisible();
  const [mail] = await sql<{ id: string; thread: string }>(
    `update mail_message set state = 'failed', trouble = 'address', attempts = 1, error = '550 5.1.1 no such user'
     where recipient = $1 returning id, thread`,
    [email],
  );
  const requestId = mail?.thread.replace("request-", "") ?? "";

  const officer = await pageAs(browser, "ida.krause");
  await officer.goto(`/privacy/requests/${requestId}`);
  await expect(
    officer.getByText("The email with the code bounced: their mail server refused the address."),
  ).toBeVisible();
  await expect(officer.getByText(`${email} (refused our last email to it)`)).toBeVisible();
  await expectAccessible(officer);

  const admin = await pageAs(browser, "otto.weiss");
  await admin.goto(`/settings/outbox?state=failed&q=${encodeURIComponent(email)}`);
  await expect(admin.getByRole("row").getByText("Not delivered")).toBeVisible();
  await admin.getByRole("row").getByRole("link").first().click();
  await expect(admin.getByText("The recipient's address was refused")).toBeVisible();
  await expect(admin.getByText("550 5.1.1 no such user")).toBeVisible();
  await expectAccessible(admin);
  await expect(admin.getByText("No mail server is set, so nothing can be sent from here.")).toBeVisible();
  await expect(admin.getByRole("button", { name: "Try again" })).toHaveCount(0);

  await officer.getByRole("button", { name: "Send another code" }).click();
  await expect(officer.getByText("The person did not get everything we wrote")).toHaveCount(0);
  expect(await sql("select 1 from mail_message where recipient = $1 and kind = 'request-code'", [email])).toHaveLength(
    1,
  );
});

test("kept emails say why nobody can send them without a mail server, and the list fits a phone", async ({ page }) => {
  await signInAs(page, "otto.weiss");
  await page.goto("/settings/outbox?state=kept");
  await expect(page.getByText("No mail server is set, so nothing can be sent from here.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send chosen emails" })).toHaveCount(0);
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/settings/outbox?state=kept");
  await expectNoOverflow(page);
});
