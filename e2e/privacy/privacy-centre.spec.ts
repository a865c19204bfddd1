import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, expectAccessible, expectNoOverflow, pageAs, test } from "../fixtures";
import { codeIn, mailTo, pathIn, someone } from "./outbox";

const centre = "/p/northwind-health";

async function submit(page: Page, email: string, kind = "Get a copy of my data") {
  await page.goto(centre);
  await page.getByRole("radio", { name: kind }).check();
  await page.getByLabel("Your name").fill("Zoë <b>Ünal</b> 🦊");
  await page.getByLabel("Your email address").fill(email);
  await page.getByLabel("Anything that helps us find it").fill("مرحبا <script>alert(1)</script>");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("heading", { name: "Enter the code we sent you" })).toBeVisible();
}

async function confirm(page: Page, admin: Page, email: string) {
  const code = codeIn(await mailTo(admin, email, "we received your request"));
  await page.getByLabel("Six-digit code").fill(code);
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByRole("list", { name: "Progress" })).toBeVisible();
}

async function contextOf(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0],
): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext(options);
  return [context, await context.newPage()];
}

test("a request without an account, a cookie or JavaScript, followed and withdrawn (C2, C4, C10, C13)", async ({
  browser,
}) => {
  const admin = await pageAs(browser, "otto.weiss");
  const [context, page] = await contextOf(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const email = someone();
  await page.goto(centre);
  await expect(page.getByText(/You have our answer by \d{1,2} \w+ \d{4}/)).toBeVisible();
  await submit(page, email);
  const verifying = page.url();

  const code = codeIn(await mailTo(admin, email, "we received your request"));
  await page.getByLabel("Six-digit code").fill(code === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByText("You have 4 tries left.").first()).toBeVisible();
  await page.getByLabel("Six-digit code").fill(code);
  await page.getByRole("button", { name: "Confirm my address" }).click();

  await expect(page.getByRole("list", { name: "Progress" })).toContainText("Being worked on");
  await expect(page.getByText("<script>alert(1)</script>")).toBeVisible();
  await expect(page.locator('meta[name="referrer"]')).toHaveAttribute("content", "same-origin");
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  expect(await context.cookies()).toEqual([]);
  const followed = page.url();
  const mailed = pathIn(await mailTo(admin, email, "your address is confirmed"), "r");
  await page.goto(mailed);
  await expect(page.getByRole("list", { name: "Progress" })).toContainText("Being worked on");
  await admin.reload();
  await expect(admin.getByText("it can no longer be shown")).toBeVisible();
  await expect(admin.getByRole("button", { name: "Show the code or link (demo)" })).toHaveCount(0);

  await page.locator("summary", { hasText: "Withdraw request" }).click();
  await page.getByRole("button", { name: "Withdraw request" }).click();
  await page.goto(followed);
  await expect(page.getByRole("list", { name: "Progress" })).toContainText("Withdrawn");
  // The used code proves nothing any more, and a link that was never given is not found.
  await page.goto(verifying);
  await expect(page.getByRole("heading", { name: "We have your request" })).toBeVisible();
  expect((await page.goto(`${followed.slice(0, -4)}AAAA`))?.status()).toBe(404);
  expect((await page.goto("/p/nobody-here"))?.status()).toBe(404);
  await context.close();
});

test("what is wrong is said beside the field, and nothing typed is lost", async ({ page }) => {
  await page.goto(centre);
  await page.getByRole("radio", { name: "Delete my data" }).check();
  await page.getByLabel("Your name").fill("Zoë");
  await page.getByLabel("Your email address").fill("zoe@nowhere");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("Enter an email address like name@example.com.").first()).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("Zoë");
  await expect(page.getByRole("radio", { name: "Delete my data" })).toBeChecked();
  await expectAccessible(page);
});

test("a copy of one's data: asked for, approved, collected and downloaded (section 6)", async ({ page, browser }) => {
  const admin = await pageAs(browser, "otto.weiss");
  const officer = await pageAs(browser, "ida.krause");
  const email = someone();
  await submit(page, email);
  await expectAccessible(page);
  await confirm(page, admin, email);
  await expectAccessible(page);
  const followed = page.url();

  await officer.goto(`/privacy?q=${encodeURIComponent(email)}`);
  await officer.getByRole("link", { name: /Zoë/ }).click();
  await expect(officer.getByText("Nobody of that address: nothing held")).toBeVisible();
  await expect(officer.getByText("مرحبا <script>alert(1)</script>")).toBeVisible();
  await expectAccessible(officer);
  await officer.getByRole("button", { name: "Approve" }).click();
  await expect(officer.getByText("approved the request")).toBeVisible();
  await expect(async () => {
    await officer.reload();
    await expect(officer.getByText("Fulfilled", { exact: true })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });
  await expect(officer.getByRole("heading", { name: "Data sources" })).toBeVisible();

  await page.goto(followed);
  await expect(page.getByRole("heading", { name: "Your data is ready" })).toBeVisible();
  const download = pathIn(await mailTo(admin, email, "your data is ready"), "download");
  await page.goto(download);
  await expectAccessible(page);
  await page.getByLabel("Six-digit code").fill("123456");
  await page.getByRole("button", { name: "Download" }).click();
  await expect(page.getByText("This was not the code")).toBeVisible();
  await page.getByRole("button", { name: "Send me the code" }).click();
  await expect(page.getByText("A code is on its way")).toBeVisible();
  await page.getByLabel("Six-digit code").fill(codeIn(await mailTo(admin, email, "your download code")));
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^DSR-\d{4}-\d{4}\.zip$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  expect(bytes.subarray(0, 2).toString()).toBe("PK");
  for (const name of ["index.html", "article15.json", "manifest.json", "data/privacy-requests/requests.csv"]) {
    expect(bytes.includes(name)).toBe(true);
  }
  await page.goto(download);
  await expect(page.getByText("4 times")).toBeVisible();
});

test("the public pages fit a phone in the dark", async ({ browser }) => {
  const [context, page] = await contextOf(browser, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  await page.goto(centre);
  await expectNoOverflow(page);
  await expectAccessible(page);
  await context.close();
});
