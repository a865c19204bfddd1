import { readFile } from "node:fs/promises";
import { expect, expectAccessible, pageAs, signInAs, test } from "../fixtures";
import { draft, openFromList, published, title } from "./writing";

test("an emergency publication is in force at once, stands out, and is confirmed by a second person (P4)", async ({
  page: officer,
  browser,
}) => {
  test.slow();
  const name = title("Stop the leak");
  const author = await pageAs(browser, "mara.lindner");
  await draft(author, name, "## Rule\n\nNo mail with lists of patients leaves the house.\n");
  // Its author can neither publish nor, later, confirm it.
  await expect(author.getByText("Publish in an emergency")).toHaveCount(0);
  const place = new URL(author.url()).pathname;

  await signInAs(officer, "nora.falk");
  await officer.goto(place);
  await officer.getByText("Publish in an emergency", { exact: true }).click();
  await officer.getByRole("button", { name: "Publish version 1 now" }).click();
  await expect(officer.getByText(/to be confirmed by/)).toHaveCount(0);
  await officer.getByLabel("What cannot wait for an approval").fill("Lists went out twice today. مرحبا 🌱 <b>");
  await officer.getByRole("button", { name: "Publish version 1 now" }).click();
  await expect(officer.getByText(/Published in an emergency: to be confirmed by/)).toBeVisible();
  await expect(officer.getByText("Lists went out twice today. مرحبا 🌱 <b>")).toBeVisible();
  await expect(officer.getByText("You wrote, edited or published it: somebody else confirms it.")).toBeVisible();
  await expect(officer.getByRole("button", { name: "Confirm version 1" })).toHaveCount(0);
  await expectAccessible(officer);
  await officer.goto(`/policies?search=${encodeURIComponent(name)}`);
  await expect(officer.getByRole("row", { name })).toContainText("Emergency, not confirmed");

  await author.goto(place);
  await expect(author.getByText(/to be confirmed by/)).toBeVisible();
  await expect(author.getByRole("button", { name: "Confirm version 1" })).toHaveCount(0);

  const reader = await pageAs(browser, "employee.26");
  await openFromList(reader, name);
  await expect(reader.getByRole("button", { name: "Acknowledge version 1" })).toBeVisible();

  const second = await pageAs(browser, "jonas.brandt");
  await second.goto(place);
  await second.getByRole("button", { name: "Confirm version 1" }).click();
  await expect(second.getByText("Published in an emergency, confirmed by Jonas Brandt")).toBeVisible();
  await expect(second.getByRole("button", { name: "Confirm version 1" })).toHaveCount(0);
  await expectAccessible(second);
  await officer.reload();
  await expect(officer.getByRole("row", { name })).not.toContainText("Emergency, not confirmed");
});

test("a retired policy is no longer asked for; what was given stays (P2)", async ({ page: approver, browser }) => {
  test.slow();
  const name = title("Old keys");
  await signInAs(approver, "jonas.brandt");
  const author = await pageAs(browser, "mara.lindner");
  const reference = await published(author, approver, name);
  const reader = await pageAs(browser, "employee.27");
  await openFromList(reader, name);
  await reader.waitForURL(/\/read$/);
  const readPlace = reader.url();
  await reader.getByRole("button", { name: "End of the text" }).focus();
  await reader.getByLabel("Your name").fill("Before The End");
  await reader.getByRole("button", { name: "Acknowledge version 1" }).click();
  await expect(reader.getByRole("heading", { name: "You acknowledged version 1" })).toBeVisible();
  const waiting = await pageAs(browser, "employee.28");
  await openFromList(waiting, name);

  await approver.getByText("Retire this policy", { exact: true }).click();
  await approver.getByLabel("Why it is no longer needed").fill("The last key was handed back.");
  await expectAccessible(approver);
  await approver.getByRole("button", { name: `Retire ${reference}` }).click();
  await expect(approver.getByText("Retired", { exact: true }).first()).toBeVisible();
  await expect(approver.getByText("Retire this policy", { exact: true })).toHaveCount(0);

  // An open page learns of it, and nothing is asked any longer.
  await waiting.getByRole("button", { name: "End of the text" }).focus();
  await waiting.getByLabel("Your name").fill("Too Late");
  await waiting.getByRole("button", { name: "Acknowledge version 1" }).click();
  await expect(waiting.getByText(/Nothing was saved/)).toBeVisible();
  await waiting.goto("/policies");
  await expect(waiting.getByRole("listitem").filter({ hasText: name })).toHaveCount(0);
  expect((await reader.goto(readPlace))?.status()).toBe(404);
  await reader.goto("/policies/mine");
  await reader.getByRole("table", { name: "Policies you acknowledged" }).getByRole("link", { name }).click();
  await expect(reader.getByText("Before The End")).toBeVisible();
});

test("who was at a meeting confirms with one click; nobody is confirmed by being on the list (P15)", async ({
  page: manager,
  browser,
}) => {
  test.slow();
  const name = title("Keys of the pharmacy");
  const [author, approver] = [await pageAs(browser, "mara.lindner"), await pageAs(browser, "jonas.brandt")];
  await published(author, approver, name);
  const place = new URL(approver.url()).pathname;
  const present = await pageAs(browser, "employee.29");
  await openFromList(present, name);

  await signInAs(manager, "nora.falk");
  await manager.goto(place);
  await manager.getByText("Record a meeting", { exact: true }).click();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format(new Date());
  await manager.getByLabel("Held on").fill(today);
  await manager.getByLabel("Who was there").fill("employee.29@northwind.example\nstranger@elsewhere.example");
  await manager.getByLabel("Note").fill("Signed on paper in the tea kitchen.");
  await manager.getByRole("button", { name: "Record the meeting" }).click();
  await expect(
    manager.getByText("Not asked, or acknowledged already: stranger@elsewhere.example.").first(),
  ).toBeVisible();
  await expect(manager.getByLabel("Note")).toHaveValue("Signed on paper in the tea kitchen.");
  await expectAccessible(manager);
  const list = manager.getByLabel("Signed list");
  await list.setInputFiles({ name: "list.pdf", mimeType: "application/pdf", buffer: Buffer.from("<script></script>") });
  await expect(manager.getByText("Choose a PDF or a photograph. Nothing was stored.")).toBeVisible();
  const scan = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
  await list.setInputFiles({ name: "list.pdf", mimeType: "application/pdf", buffer: scan });
  await expect(manager.locator('input[name="objectId"]')).toHaveCount(1);
  await manager.getByLabel("Who was there").fill("employee.29@northwind.example, employee.30@northwind.example");
  await manager.getByRole("button", { name: "Record the meeting" }).click();
  await expect(manager.getByText("0 of 2 who were there have confirmed")).toBeVisible();
  await expect(manager.getByText("Signed on paper in the tea kitchen.")).toBeVisible();
  const [download] = await Promise.all([
    manager.waitForEvent("download"),
    manager.getByRole("link", { name: /^Signed list of/ }).click(),
  ]);
  expect((await readFile(await download.path())).equals(scan)).toBe(true);
  await expectAccessible(manager);

  // The list alone acknowledges nothing: it still waits, now with one click.
  await openFromList(present, name);
  await expect(present.getByText("It was explained to you at a meeting. One click confirms it.")).toBeVisible();
  await expect(present.getByLabel("Your name")).toHaveCount(0);
  await expectAccessible(present);
  await present.getByRole("button", { name: "Confirm version 1" }).click();
  await expect(present.getByRole("heading", { name: "You acknowledged version 1" })).toBeVisible();

  await manager.reload();
  await expect(manager.getByText("1 of 2 who were there have confirmed")).toBeVisible();

  const absent = await pageAs(browser, "employee.24");
  await openFromList(absent, name);
  await expect(absent.getByLabel("Your name")).toBeVisible();
  await expect(absent.getByText("It was explained to you at a meeting.")).toHaveCount(0);
});
