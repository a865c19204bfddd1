import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";

test("the queue shows what is due first, in words and colour, and filters by address", async ({ page }) => {
  await signInAs(page, "ida.krause");
  await page.goto("/privacy");
  await expect(page.getByRole("row").nth(1)).toContainText(/in \d days? ·|today|late/);
  await expectAccessible(page);
  await page.getByLabel("Right").selectOption({ label: "Portability (Article 20)" });
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/kind=portability/);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/privacy");
  await expectNoOverflow(page);
});

test("a refusal is prepared by one and confirmed by another, who sends the letter (C7, C9)", async ({
  page,
  browser,
}) => {
  await signInAs(page, "ida.krause");
  await page.goto("/privacy/requests/new");
  await expectAccessible(page);
  const name = `Letter ${Math.random().toString(36).slice(2, 8)}`;
  await page.getByLabel("What is asked for").selectOption({ label: "Rectification (Article 16)" });
  await page.getByLabel("How it arrived").selectOption({ label: "Letter" });
  await page.getByLabel("Day it arrived").fill("2099-01-01");
  await page.getByLabel("Name of the person").fill(name);
  await page.getByLabel("Email address of the person").fill("e2e.letter@example.org");
  await page.locator("main form").evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
  });
  await page.getByRole("button", { name: "Enter request" }).click();
  await expect(page.getByText("The day it arrived cannot be in the future.").first()).toBeVisible();
  await page.getByLabel("Day it arrived").fill(new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10));
  await page.getByRole("button", { name: "Enter request" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("The portal does not carry out this right yet")).toBeVisible();

  await page.getByText("Refuse…").click();
  await page.getByLabel("Ground").selectOption({ label: "Identity could not be proven (Article 12(2) and (6))" });
  await page.getByLabel("Why, in plain words to the person").fill("We could not reach you at the address you gave.");
  await page.getByRole("button", { name: "Prepare refusal" }).click();
  await expect(page.getByText("You prepared this decision")).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirm refusal" })).toHaveCount(0);

  const second = await pageAs(browser, "pia.otto");
  await second.goto(page.url());
  await second.getByRole("button", { name: "Confirm refusal" }).click();
  await second.getByRole("dialog").getByRole("button", { name: "Confirm refusal" }).click();
  await expect(second.getByText("Pia Otto confirmed the refusal")).toBeVisible();
  await second.getByText(/^The letter/).click();
  await expect(second.getByText("the right to an effective judicial remedy")).toBeVisible();
  await expectAccessible(second);
});

test("employees see their own data page and no queue", async ({ page }) => {
  await signInAs(page, "emil.sander");
  expect((await page.goto("/privacy"))?.status()).toBe(403);
  await page.goto("/privacy/my-data");
  await expect(page.getByText("Rectification (Article 16)").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Pause the use of my data" }).check();
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText(/We have your request DSR-/)).toBeVisible();
  await expect(page.getByText("Restriction (Article 18)").first()).toBeVisible();
});
