import { expect, password, signInAs, signInByForm, test } from "../fixtures";

test("whoever is not signed in goes to sign in and comes back", async ({ page }) => {
  await page.goto("/settings/roles?q=audit");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("Email").fill("employee.01@northwind.example");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/settings\/roles\?q=audit$/);
});

test("the answer is the same for a wrong password and for an unknown person", async ({ page }) => {
  const answers: (string | null)[] = [];
  for (const name of ["employee.02", "nobody.at.all"]) {
    await signInByForm(page, name, "not the password");
    answers.push(await page.getByRole("alert").filter({ hasText: "not right" }).textContent());
  }
  expect(answers[0]).toBe(answers[1]);
});

test("guessing a person's password is stopped, also when the right one follows", async ({ page }) => {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await signInByForm(page, "employee.03", `guess ${attempt}`);
    // Answered, or the next page would cut it off.
    await expect(page.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
  }
  await signInByForm(page, "employee.03");
  await expect(page.getByText(/Too many attempts/)).toBeVisible();
});

test("signing in works without JavaScript, and signing out ends the session for good", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signInByForm(page, "employee.04");
  await expect(page).not.toHaveURL(/sign-in/);
  const before = await context.cookies();
  await page.getByRole("button", { name: /^You:/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.addCookies(before);
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
});

for (const elsewhere of ["https://evil.example/", "/..//evil.example", "/%2e//evil.example"])
  test(`the next address ${elsewhere} is not followed`, async ({ page }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(elsewhere)}`);
    await page.getByLabel("Email").fill("employee.05@northwind.example");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/^http:\/\/(localhost|127\.0\.0\.1):\d+\/$/);
  });

test("a form of the organisation left in another tab conflicts and saves nothing", async ({ page, context }) => {
  await signInAs(page, "otto.weiss");
  await page.goto("/settings/keys");
  await page.getByLabel("Name").fill("Left behind");
  const other = await context.newPage();
  await other.goto("/");
  await other.getByRole("button", { name: /Northwind Health/ }).click();
  await other.getByRole("button", { name: "Aster Logistics" }).click();
  await expect(other.getByRole("button", { name: "Organisation: Aster Logistics" })).toBeVisible();
  await page.getByLabel("Open a ticket", { exact: true }).check();
  await page.getByRole("button", { name: "Make key" }).click();
  await expect(page.getByText("You switched to Aster Logistics in another tab. Nothing was saved.")).toBeVisible();
  await other.goto("/settings/keys");
  await expect(other.getByText("Left behind")).toHaveCount(0);
});

test("a theme chosen right after signing in is taken at once and kept", async ({ page }) => {
  await signInByForm(page, "employee.04");
  await page.waitForURL("/");
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html.dark")).toHaveCount(1);
  await page.reload();
  await expect(page.locator("html.dark")).toHaveCount(1);
  await page.getByRole("button", { name: "Theme" }).click();
  await expect(page.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-pressed", "true");
});
