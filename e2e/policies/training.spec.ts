import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";
import { published, title } from "./writing";

test("an author writes a course, an employee passes it on a phone, and anybody can check the certificate (P17)", async ({
  page,
  browser,
}) => {
  const course = `Clean desks ${Date.now()}`;
  await signInAs(page, "mara.lindner");
  await page.goto("/policies/courses/new");
  await expectAccessible(page);
  await page.getByLabel("Title").fill(course);
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
    await expect(learner.getByRole("link", { name: course })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });
  await expectAccessible(learner);
  await expectNoOverflow(learner);
  await learner.getByRole("link", { name: course }).click();
  await expect(learner.getByRole("heading", { level: 1, name: course })).toBeVisible();
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
  await learner.waitForURL(/\/verify\/certificate\//);
  // Shown once its entry in the audit log is signed, which takes seconds.
  await expect(async () => {
    await learner.reload();
    await expect(learner.getByRole("heading", { name: course })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });

  const anybody = await (await browser.newContext()).newPage();
  await anybody.goto(learner.url());
  await expect(anybody.getByText("Emil Sander")).toBeVisible();
  await expect(anybody.getByText("Valid until")).toBeVisible();
  await expect(anybody.getByText(/entry \d+ of \d+/)).toBeVisible();
  await expectAccessible(anybody);
  const [download] = await Promise.all([
    anybody.waitForEvent("download"),
    anybody.getByRole("link", { name: "Download as PDF" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^certificate-\d{4}-\d\d-\d\d\.pdf$/);
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe("%PDF-");
  expect((await anybody.request.get("/verify/certificate/AAAAAAAAAAAAAAAAAAAAAA/file")).status()).toBe(404);
  expect((await anybody.goto("/verify/certificate/AAAAAAAAAAAAAAAAAAAAAA"))?.status()).toBe(404);
});

/** A second of film, made by the browser itself. */
const film = (page: Page) =>
  page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    const paint = setInterval(() => canvas.getContext("2d")?.fillRect(0, 0, 50 * Math.random(), 50), 20);
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    recorder.stop();
    await ended;
    clearInterval(paint);
    return Array.from(new Uint8Array(await new Blob(parts).arrayBuffer()));
  });

test("a film is part of a lesson, not for everybody, and passing leads to the policy it belongs to (P15, P17)", async ({
  page,
  browser,
}) => {
  test.slow();
  const name = title("Doors and keys");
  const approver = await pageAs(browser, "jonas.brandt");
  await signInAs(page, "mara.lindner");
  const reference = await published(page, approver, name);
  await page.goto("/policies/courses/new");
  await page.getByLabel("Title").fill(name);
  await page.getByLabel("What is it for?").fill("So that doors are closed.");
  await page.getByRole("group", { name: "Who it is for" }).getByText("Except", { exact: true }).click();
  await page.locator('input[name="except:department:Care"]').check();
  await page.getByLabel(`${reference} ${name}`).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Begin course" }).click();
  await expect(page.getByText("For: Everyone who works here; not Care")).toBeVisible();

  await page.getByText("Add a lesson").click();
  const file = page.getByLabel("Film or document");
  await file.setInputFiles({
    name: "film.mp4",
    mimeType: "video/mp4",
    buffer: Buffer.from("<script>alert(1)</script>"),
  });
  await expect(page.getByText("Choose an MP4 or WebM film, or a PDF. Nothing was stored.")).toBeVisible();
  await file.setInputFiles({ name: "door.webm", mimeType: "video/webm", buffer: Buffer.from(await film(page)) });
  await expect(page.locator('input[name="objectId"]')).toHaveCount(1);
  await page.getByLabel("Title").fill("How a door is closed");
  await page.getByLabel("Text", { exact: true }).fill("Somebody closes a door and turns the key twice.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add lesson" }).click();
  await expect(page.getByText("Film (WebM)")).toBeVisible();
  await page.getByText("Add a question").click();
  await page.getByLabel("Question", { exact: true }).fill("Is the key turned twice?");
  await page.getByLabel("Kind").selectOption("true_false");
  await page.getByLabel("Is it true?").selectOption("true");
  await page.getByRole("button", { name: "Add question" }).click();
  await expect(page.getByText("Questions (1)")).toBeVisible();
  await page.getByRole("button", { name: "Publish course" }).click();
  await expect(page.getByRole("heading", { name: "People" })).toBeVisible();

  const learner = await pageAs(browser, "jonas.brandt");
  await learner.setViewportSize({ width: 360, height: 740 });
  await expect(async () => {
    await learner.goto("/policies/training");
    await expect(learner.getByRole("link", { name })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });
  await learner.getByRole("link", { name }).click();
  const player = learner.locator("video");
  await expect.poll(() => player.evaluate((video: HTMLVideoElement) => video.readyState)).toBeGreaterThan(0);
  await expect(learner.getByText("Somebody closes a door and turns the key twice.")).toBeVisible();
  await expectAccessible(learner);
  await expectNoOverflow(learner);
  const address = (await player.getAttribute("src")) ?? "";
  const part = await learner.request.get(address, { headers: { range: "bytes=0-3" } });
  expect([part.status(), (await part.body()).toString("hex")]).toEqual([206, "1a45dfa3"]);
  expect(part.headers()).toMatchObject({ "content-type": "video/webm", "x-content-type-options": "nosniff" });
  expect((await learner.request.get(address, { headers: { range: "bytes=999999999-" } })).status()).toBe(416);

  await learner.getByRole("button", { name: "Begin the quiz" }).click();
  await learner.getByLabel("True").check();
  await learner.getByRole("button", { name: "Hand in" }).click();
  await expect(learner.getByText("1 of 1 questions right")).toBeVisible();
  await expect(learner.getByText("I have read this policy and will follow it.")).toBeVisible();
  await expectAccessible(learner);
  await expectNoOverflow(learner);
  await learner.getByLabel("Your name").fill("After The Course");
  await learner.getByRole("button", { name: "Acknowledge version 1" }).click();
  await expect(learner.getByText("After The Course")).toBeVisible();
  await expect(learner.getByText("Training", { exact: true }).first()).toBeVisible();
});
