import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";

test("somebody reports without an account, and nobody learns who (P18)", async ({ page, browser }) => {
  const title = `Doors are left open ${Date.now()}`;
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/p/northwind-health/report");
  await expectAccessible(page);
  await expectNoOverflow(page);
  await page.getByLabel("In a few words").fill(title);
  await page.getByLabel("What is it about?").selectOption("procedural_violation");
  await page.getByLabel("What happened?").fill("The archive is open at night. 🗝️ <b>Every</b> night.");
  await page.getByRole("button", { name: "Send report" }).click();
  const said = page.getByText("Write down this key");
  await expect(said).toBeVisible();
  const key = ((await page.locator("code").textContent()) ?? "").trim();
  expect(key).toMatch(/^(\w{4}-){4}\w{4}$/);
  expect(await page.context().cookies()).toEqual([]);

  const officer = await pageAs(browser, "nora.falk");
  await officer.goto("/policies/violations");
  await officer.getByRole("link", { name: title }).click();
  await expect(officer.getByText("Anonymous: nothing is known")).toBeVisible();
  await expectAccessible(officer);
  await officer.getByRole("button", { name: "Confirm receipt" }).click();
  await expect(officer.getByText("We have received your report").first()).toBeVisible();
  await officer.getByLabel("Answer").fill("Which archive?");
  await officer.getByRole("button", { name: "Send answer" }).click();
  await expect(officer.getByText("Which archive?").first()).toBeVisible();

  await page.goto("/p/northwind-health/report/follow");
  await page.getByLabel("Your key").fill(key.toLowerCase());
  await page.getByRole("button", { name: "Open my report" }).click();
  await expect(page.getByText("Which archive?")).toBeVisible();
  await expect(page.getByText("Nora Falk")).toHaveCount(0);
  await expectAccessible(page);
  await expectNoOverflow(page);
  await page.getByLabel("Your key, once more").fill(key);
  await page.getByLabel("Your message").fill("The one of Care.");
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByText("Added to your report")).toBeVisible();
  await officer.reload();
  await expect(officer.getByText("The one of Care.")).toBeVisible();
});

test("an employee reports in their own name and sees no board", async ({ page }) => {
  await signInAs(page, "emil.sander");
  await page.goto("/policies/violations/report");
  await page.getByLabel("In a few words").fill("Somebody tailgated");
  await page.getByLabel("What is it about?").selectOption("access_violation");
  await page.getByLabel("What happened?").fill("At the side door.");
  await page.getByRole("button", { name: "Send report" }).click();
  await expect(page.getByText("We have your report VIO-")).toBeVisible();
  await expectAccessible(page);
  const answer = await page.goto("/policies/violations");
  expect(answer?.status()).toBe(403);
});

test("the officer's board shows what was found, with state and clocks", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/policies/violations");
  await expect(page.getByRole("link", { name: "Two people shared one account of the ward tablet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Two people shared one account of the ward tablet" }).click();
  await expect(page.getByText("Make accounts of new starters ready on their first day").first()).toBeVisible();
  await expectAccessible(page);
});
