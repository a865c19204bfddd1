import { createHash, randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { sql } from "../database";
import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";

/** A second compliance officer of the demo story. */
const second = "employee.03";

/** Adds a piece of evidence that is past its retention, by the form, and ends on its page. */
async function collect(page: Page, title: string): Promise<string> {
  await page.goto("/audit/evidence/new");
  await page.getByLabel("File", { exact: true }).setInputFiles({
    name: "doors.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`door,opened\nmain,${title}\n`),
  });
  await expect(page.getByText(/is stored/)).toBeVisible();
  await page.getByLabel("What it proves").fill(title);
  await page.getByLabel("Controls").fill("CC6.4");
  await page.getByLabel("Covers from").fill("2026-01-01");
  await page.getByLabel("Covers until").fill("2026-01-31");
  await page.getByLabel("How long it is kept").selectOption("ninety_days");
  await page.getByRole("button", { name: "Add evidence" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  return page.url();
}

/** Lets the retention of a piece have ended yesterday, as months would. */
async function letExpire(title: string): Promise<void> {
  await sql(
    "set session_replication_role = replica; update evidence set retain_until = current_date - 1 where title = '" +
      title +
      "'",
    [],
  );
}

const custody = (page: Page) => page.getByRole("list", { name: "Chain of custody" });

test("collect, submit, approve by another, hold, try to dispose, release by two, dispose by two (E3 to E6)", async ({
  page,
  browser,
}) => {
  const title = `Door log ${randomUUID().slice(0, 8)}`;
  await signInAs(page, "nora.falk");
  const other = await pageAs(browser, second);

  const url = await collect(page, title);
  await page.getByRole("button", { name: "Submit for approval" }).click();
  await expect(page.getByText("somebody else decides about it")).toBeVisible();

  await other.goto(url);
  await expectAccessible(other);
  await other.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(custody(other)).toContainText("approved it");

  await page.goto(url);
  await page.getByRole("link", { name: "Place a hold" }).click();
  await page.getByLabel("What it is about").fill(`Dispute about ${title}`);
  await page.getByLabel("Why it must be kept").fill("File 12 O 34/26");
  await expectAccessible(page);
  await page.getByRole("button", { name: "See what it would catch" }).click();
  await expect(page.getByText(/Nothing is held yet\. This hold would catch .+ today\./)).toBeVisible();
  await page.getByRole("button", { name: "Place the hold" }).click();
  await expect(page.getByText("Active", { exact: true })).toBeVisible();
  const hold = page.url();
  await page.goto(url);
  await expect(page.getByText("Under a legal hold", { exact: true })).toBeVisible();

  await letExpire(title);
  await page.goto("/audit/disposal");
  await page.getByRole("button", { name: "List what is past its retention" }).click();
  // Another piece may be on the list; this one is kept because of its hold, or nothing could be listed at all.
  await expect(page.getByText(/Skipped: under legal hold HLD-|Nothing was listed/).first()).toBeVisible();

  await page.goto(hold);
  await page.getByLabel("Why nothing needs to be kept any longer").fill("Settled");
  await page.getByRole("button", { name: "Propose the release" }).click();
  await expect(page.getByText("You proposed it")).toBeVisible();
  await other.goto(hold);
  await other.getByRole("button", { name: "Confirm the release" }).click();
  await expect(other.getByText("Released").first()).toBeVisible();

  await page.goto("/audit/disposal");
  await page.getByRole("button", { name: "List what is past its retention" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Disposal list DSP-/ })).toBeVisible();
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  const list = page.url();
  await page.getByRole("button", { name: "Request the disposal" }).click();
  await expect(page.getByText("You requested it")).toBeVisible();
  await other.goto(list);
  await expectAccessible(other);
  const reference = /DSP-\d+-\d+/.exec((await other.getByRole("heading", { level: 1 }).textContent()) ?? "")?.[0] ?? "";
  await other.getByRole("button", { name: "Approve the disposal" }).click();
  await other.getByLabel(/Type DSP-/).fill(reference);
  await other.getByRole("dialog").getByRole("button", { name: "Approve the disposal" }).click();
  await expect
    .poll(
      async () => {
        await other.goto(list);
        return other.getByText("Done", { exact: true }).count();
      },
      { timeout: 120_000, intervals: [2_000] },
    )
    .toBeGreaterThan(0);

  await page.goto(url);
  await expect(page.getByText("Its content and data key were destroyed")).toBeVisible();
  await expect(page.getByRole("link", { name: "Download" })).toHaveCount(0);
  for (const act of [
    "disposed of it",
    "requested its disposal",
    "released it from a legal hold",
    "placed it under a legal hold",
  ]) {
    await expect(custody(page)).toContainText(act);
  }
  expect((await page.request.get(`${new URL(url).pathname.replace("/audit/", "/api/v1/audit/")}/file`)).status()).toBe(
    410,
  );
});

test("an upload shows its progress, is cancelled and sent again", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/audit/evidence/new");
  let cancel = () => {};
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  await page.route("**/api/v1/audit/evidence/files**", async (route) => {
    await cancelled;
    await route.continue().catch(() => undefined);
  });
  const buffer = Buffer.alloc(3 * 1024 * 1024, 7);
  await page
    .getByLabel("File", { exact: true })
    .setInputFiles({ name: "large.bin", mimeType: "application/octet-stream", buffer });
  await page.getByRole("button", { name: "Cancel sending" }).click();
  await expect(page.getByText("Cancelled. Nothing was stored.")).toBeVisible();
  cancel();
  await page.unroute("**/api/v1/audit/evidence/files**");
  await page.getByRole("button", { name: "Send it again" }).click();
  await expect(page.getByText(/large.bin is stored, 3.0 MiB/)).toBeVisible();
  await expect(page.getByTitle(createHash("sha256").update(buffer).digest("hex"))).toBeVisible();
});

test("evidence is taken as multipart and as JSON with its content", async ({ page, baseURL }) => {
  await signInAs(page, "nora.falk");
  const title = `By REST ${randomUUID().slice(0, 8)}`;
  const facts = { title, evidence_type: "control_test", effective_from: "2026-01-01", effective_to: "2026-01-31" };
  const headers = { origin: baseURL ?? "" };
  const content = "a,b\n1,2\n";
  const multipart = {
    ...facts,
    control_ids: "CC6.1,CC7.2",
    file: { name: "x.csv", mimeType: "text/csv", buffer: Buffer.from(content) },
  };
  const sha256 = createHash("sha256").update(content).digest("hex");
  const first = await page.request.post("/api/v1/audit/evidence", { multipart, headers });
  expect(first.status(), await first.text()).toBe(201);
  expect((await first.json()).sha256).toBe(sha256);
  const data = { ...facts, control_ids: ["CC6.1"], content, file_name: "x.csv" };
  const json = await page.request.post("/api/v1/audit/evidence", { data, headers });
  expect(json.status(), await json.text()).toBe(201);
  expect((await json.json()).sha256).toBe(sha256);
});

test.describe("on a phone and in the dark", () => {
  test.use({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  test("holds, disposal and evidence by control stay readable", async ({ page }) => {
    await signInAs(page, "nora.falk");
    for (const path of [
      "/audit/holds",
      "/audit/holds/new",
      "/audit/disposal",
      "/audit/evidence/freshness?state=stale",
    ]) {
      await page.goto(path);
      await expectNoOverflow(page);
      await expectAccessible(page);
    }
  });
});
