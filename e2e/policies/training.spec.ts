import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";

test("an author writes a course, an employee passes it on a phone, and anybody can check the certificate (P17)", async ({
  page,
  browser,
}) => {
  const title = `Clean desks ${Date.now()}`;
  await signInAs(page, "mara.lindner");
  await page.goto("/policies/courses/new");
  await expectAccessible(page);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("What is it for?").fill("So that nobody reads along.");
  await page.getByRole("button", { name: "Begin course" }).click();
  await page.getByText("Add a lesson").click();
  await page.getByLabel("Title").fill("Leave nothing");
  await page.getByLabel("Text").fill("# Leave nothing\n\nLock **paper** away.");
  await page.getByRole("button", { name: "Add lesson" }).click();
  await expect(page.getByText("Lessons (1)")).toBeVisible();
  await page.getByText("Add a question").click();
  await page.getByLabel("Question", { exact: true }).fill("Where does paper go?");
  await page.getByLabel("Kind").selectOption("single");
  await page.getByLabel("Answers").fill("On the desk\n*Into the locker");
  await page.getByRole("button", { name: "Add question" }).click();
  await expect(page.getByText("Questions (1)")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Publish course" }).click();
  await expect(page.getByRole("heading", { name: "People" })).toBeVisible();

  const learner = await pageAs(browser, "emil.sander");
  await learner.setViewportSize({ width: 360, height: 740 });
  // The job asks its audience.
  await expect(async () => {
    await learner.goto("/policies/training");
    await expect(learner.getByRole("link", { name: title })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  await expectAccessible(learner);
  await expectNoOverflow(learner);
  await learner.getByRole("link", { name: title }).click();
  await expectAccessible(learner);
  const bodies: string[] = [];
  learner.on("response", async (response) => bodies.push(await response.text().catch(() => "")));
  await learner.getByRole("button", { name: "Begin the quiz" }).click();
  await expect(learner.getByText("Where does paper go?")).toBeVisible();
  await expectAccessible(learner);
  await expectNoOverflow(learner);
  expect(bodies.join("\n")).not.toMatch(/\*Into the locker|"correct"/);
  await learner.getByLabel("Into the locker").check();
  await learner.getByRole("button", { name: "Hand in" }).click();
  await expect(learner.getByText("1 of 1 questions right")).toBeVisible();
  await learner.getByRole("link", { name: "Open your certificate" }).click();
  await expect(learner.getByRole("heading", { name: title })).toBeVisible();

  const anybody = await (await browser.newContext()).newPage();
  await anybody.goto(learner.url());
  await expect(anybody.getByText("Emil Sander")).toBeVisible();
  await expect(anybody.getByText("Valid until")).toBeVisible();
  await expectAccessible(anybody);
  expect((await anybody.goto("/verify/certificate/AAAAAAAAAAAAAAAAAAAAAA"))?.status()).toBe(404);
});
