import type { Page } from "@playwright/test";
import { expect, signInAs, test } from "../fixtures";

const patient = { timeout: 60_000 };
const ofNoBuild = `40${"0".repeat(40)}`;
test.setTimeout(180_000);

const listening = (page: Page) => expect(page.locator('html[data-listening="true"]')).toHaveCount(1, patient);

async function typeTicket(page: Page, title: string) {
  await signInAs(page, "employee.02");
  await page.goto("/support/new");
  await listening(page);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Description").fill("Three long paragraphs.");
  await page.getByLabel("Category").selectOption("general_inquiry");
}

async function expectKept(page: Page, title: string) {
  await expect(page.getByLabel("Title")).toHaveValue(title, patient);
  await expect(page.getByLabel("Description")).toHaveValue("Three long paragraphs.");
  await expect(page.getByLabel("Category")).toHaveValue("general_inquiry");
}

test("a form older than the portal says so, keeps its text, and can be sent after a reload", async ({ page }) => {
  const title = `Update ${Date.now()}`;
  await typeTicket(page, title);
  await page.route("**/support/new", (route) => {
    const headers = route.request().headers();
    return route.continue(headers["next-action"] ? { headers: { ...headers, "next-action": ofNoBuild } } : {});
  });
  const refused = page.waitForResponse((response) => response.request().method() === "POST", patient);
  await page.getByRole("button", { name: "Open ticket" }).click();
  expect((await refused).status()).toBe(409);
  await expect(page.getByText("The portal was updated; your text is kept. Reload.")).toBeVisible(patient);
  await expectKept(page, title);
  await page.unroute("**/support/new");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByText(/Your draft of .* is back/)).toBeVisible(patient);
  await expectKept(page, title);
  await page.getByRole("button", { name: "Open ticket" }).click();
  await page.waitForURL(/\/support\/tickets\//, patient);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
});

test("a portal that does not answer leaves the page and the text standing", async ({ page }) => {
  const title = `Restart ${Date.now()}`;
  await typeTicket(page, title);
  await page.route("**/support/new", (route) =>
    route.request().method() === "POST" ? route.abort("connectionrefused") : route.continue(),
  );
  await page.getByRole("button", { name: "Open ticket" }).click();
  await expect(page.getByText(/The portal did not answer/)).toBeVisible(patient);
  await expectKept(page, title);
  await page.unroute("**/support/new");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByText(/Your draft of .* is back/)).toBeVisible(patient);
  await expectKept(page, title);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("a form older than the portal gets a page with plain words and what was typed", async ({ page }) => {
    await signInAs(page, "employee.02");
    await page.goto("/support/new");
    await page.getByLabel("Title").fill("Older form");
    await page.getByLabel("Description").fill("Plain <b>words</b> & more");
    await page.getByLabel("Category").selectOption("general_inquiry");
    await page.route("**/support/new", (route) => {
      const body = route.request().postDataBuffer()?.toString("latin1") ?? "";
      return route.continue({
        postData: Buffer.from(body.replace(/"id":"[0-9a-f]{42}"/g, `"id":"${ofNoBuild}"`), "latin1"),
      });
    });
    const answer = page.waitForResponse((response) => response.request().method() === "POST", patient);
    await page.getByRole("button", { name: "Open ticket" }).click();
    expect((await answer).status()).toBe(409);
    await expect(page.getByRole("heading", { name: "The portal was updated" })).toBeVisible(patient);
    await expect(page.getByText("Plain <b>words</b> & more")).toBeVisible();
    await page.unroute("**/support/new");
    await page.getByRole("link", { name: "Open the page again" }).click();
    await expect(page.getByLabel("Description")).toBeVisible(patient);
  });
});
