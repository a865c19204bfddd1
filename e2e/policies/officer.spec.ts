import { readFile } from "node:fs/promises";
import { expect, expectAccessible, expectNoOverflow, signInAs, test } from "../fixtures";

test("an officer sees who is late, and takes the list along (P19)", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/policies/campaigns");
  const emergency = page.getByRole("row", { name: /Change management policy/ });
  await expect(emergency).toContainText(/Emergency, not confirmed|POL-\d{3}/);
  await expect(page.getByRole("row", { name: /Business continuity policy.*version 2/ })).toContainText("From");
  await expectAccessible(page);

  await page.getByRole("link", { name: "Matrix" }).click();
  await expect(page.getByRole("columnheader", { name: /Information security policy/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("State").selectOption("overdue");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/state=overdue/);
  await expect(page.getByText("Overdue since").first()).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^policy-matrix-\d{4}-\d\d-\d\d\.csv$/);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv).toContain("Name,Email,Department,Location");
  expect(csv).toContain("overdue since");
});

test("calendar, coverage and groups", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/policies/calendar");
  await expect(page.getByRole("row", { name: /Data protection policy/ })).toContainText("late");
  await page.getByRole("link", { name: "Coverage" }).click();
  await expect(page.getByText("No policy").first()).toBeVisible();
  await page.getByRole("link", { name: "GDPR" }).click();
  await expect(page.getByRole("cell", { name: /Art\.\d+/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto("/policies/groups");
  const name = `Fire wardens ${Date.now()}`;
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Make the group" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByLabel("Email addresses").fill("employee.24@northwind.example\nnobody@northwind.example");
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByText("Nobody here has the address nobody@northwind.example.").first()).toBeVisible();
  await page.getByLabel("Email addresses").fill("employee.24@northwind.example");
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByText("1 member")).toBeVisible();
  await expectAccessible(page);
});

test("an employee asks for an exemption, an officer decides, the employee is no longer asked (P16)", async ({
  page,
}) => {
  await signInAs(page, "employee.37");
  await page.goto("/policies/exceptions/new");
  await page.getByLabel("Policy").selectOption({ label: "POL-001 Information security policy" });
  await page.getByLabel("Why").fill("No account until the spring. مرحبا 🌱 <b>");
  await page.getByLabel("What is done instead").fill("The team lead explains it.");
  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Last day").fill(soon);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(page.getByText("No account until the spring. مرحبا 🌱 <b>")).toBeVisible();
  await expect(page.getByRole("button", { name: "Decide" })).toHaveCount(0);

  await page.context().clearCookies();
  await signInAs(page, "nora.falk");
  await page.goto("/policies/exceptions?status=requested");
  const card = page.getByRole("listitem").filter({ hasText: "No account until the spring." });
  await card.getByLabel("Approve").check();
  await card.getByRole("button", { name: "Decide" }).click();
  await expect(card.getByText("Approved", { exact: true }).first()).toBeVisible();
  await page.goto("/policies/exceptions?status=approved");
  await expect(page.getByText("No account until the spring.")).toBeVisible();

  await page.context().clearCookies();
  await signInAs(page, "employee.37");
  await page.goto("/policies");
  await expect(page.getByRole("listitem").filter({ hasText: "Information security policy" })).toHaveCount(0);
});

test.describe("on a phone, in the dark", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, colorScheme: "dark" });
  test("every page of the officer fits", async ({ page }) => {
    await signInAs(page, "nora.falk");
    for (const path of ["campaigns", "matrix", "exceptions", "exceptions/new", "calendar", "coverage", "groups"]) {
      await page.goto(`/policies/${path}`);
      await expectNoOverflow(page);
      await expectAccessible(page);
    }
    await page.goto("/verify/receipt");
    await expectNoOverflow(page);
    await expectAccessible(page);
  });
});

test("a receipt is checked without an account, and a changed one is found out (P13)", async ({ page, browser }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/policies/mine");
  await page.getByRole("table", { name: "Policies you acknowledged" }).getByRole("link").first().click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download receipt" }).click(),
  ]);
  const file = await readFile(await download.path(), "utf8");
  const outside = await (await browser.newContext()).newPage();
  await outside.goto("/verify/receipt");
  const give = (text: string) =>
    outside
      .getByLabel("Receipt (a .json file)")
      .setInputFiles({ name: "receipt.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await give(file);
  await expect(outside.getByText("The receipt is genuine")).toBeVisible();
  const { person, policy } = JSON.parse(file);
  await expect(outside.getByText(`${person.name}, ${person.email}`)).toBeVisible();
  await expect(outside.getByText(`${policy.reference} ${policy.title}`)).toBeVisible();
  await give(file.replace(/"title": "[^"]*"/, '"title": "Another policy"'));
  await expect(outside.getByText("Changed: the title of the policy")).toBeVisible();
  await give(file.replace(/"typed_name": "[^"]*"/, '"typed_name": "Somebody else"'));
  await expect(outside.getByText("The receipt does not hold")).toBeVisible();
  await outside.context().close();
});
