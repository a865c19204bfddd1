import { createHash, randomUUID } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { sql } from "../database";
import { expect, expectAccessible, expectNoOverflow, signInAs, test } from "../fixtures";
import { addEvidence } from "./evidence-form";

const content = "person,decision\nEmil Sander,keep\n";

/** Adds a piece of evidence by the form and ends on its page. */
async function add(page: Page, title: string): Promise<void> {
  await signInAs(page, "nora.falk");
  await page.goto("/audit/evidence/new");
  await page.getByLabel("File", { exact: true }).setInputFiles({
    name: "review \u202e.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(content),
  });
  await expect(page.getByText(/is stored, 33 bytes/)).toBeVisible();
  await addEvidence(page, title);
}

test("evidence is hashed on the way in, listed with its control, and downloaded byte for byte (E1, E4)", async ({
  page,
}) => {
  const title = `Review <b>Q3</b> 👩‍⚕️ سجل ${randomUUID().slice(0, 8)}`;
  await add(page, title);
  await expect(page.getByText("CC6.1", { exact: false }).first()).toBeVisible();
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("review .csv");
  const bytes = await readFile(await download.path());
  expect(bytes.toString()).toBe(content);
  const hash = createHash("sha256").update(bytes).digest("hex");
  await expect(page.getByTitle(hash).first()).toBeVisible();

  await page.reload();
  await expect(page.getByRole("list", { name: "Chain of custody" })).toContainText("Nora Falk downloaded it");
  await page.goto("/audit/evidence?integrity=verified");
  await expect(page.getByRole("link", { name: title })).toBeVisible();
});

test("a file that was altered in the store is refused and marked at once (E2)", async ({ page }) => {
  const title = `To be altered ${randomUUID().slice(0, 8)}`;
  await add(page, title);
  const [row] = await sql<{ storage_key: string }>(
    `select o.storage_key from stored_object o join evidence_version v on v.object_id = o.id
     join evidence e on e.id = v.evidence_id where e.title = $1`,
    [title],
  );
  const file = await open(path.join(process.env.EVIDENCE_STORAGE_PATH ?? "", row?.storage_key ?? ""), "r+");
  await file.write(Buffer.from([0]), 0, 1, 2);
  await file.close();

  const url = (await page.getByRole("link", { name: "Download" }).getAttribute("href")) ?? "";
  const refused = await page.request.get(url);
  expect(refused.status()).toBe(409);
  expect((await refused.json()).detail).toContain("Nothing was downloaded");
  await page.reload();
  await expect(page.getByText("Unreadable").first()).toBeVisible();
  await expect(page.getByRole("list", { name: "Chain of custody" })).toContainText(
    "found that the stored file is not intact",
  );
  await page.goto("/audit/evidence?integrity=unreadable");
  await expect(page.getByRole("link", { name: title })).toBeVisible();
});

test("an auditor reads and downloads, and cannot add", async ({ page }) => {
  await signInAs(page, "ava.roth");
  await page.goto("/audit/evidence");
  await expect(page.getByRole("link", { name: "Add evidence" })).toHaveCount(0);
  expect((await page.goto("/audit/evidence/new"))?.status()).toBe(403);
});

test.describe("on a phone and in the dark", () => {
  test.use({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  test("nothing sticks out and nothing is hard to read", async ({ page }) => {
    await signInAs(page, "nora.falk");
    await page.goto("/audit/evidence");
    await expectNoOverflow(page);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Firewall rules of the data centre" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Firewall rules");
    await expectNoOverflow(page);
    await expectAccessible(page);
    await page.goto("/audit/evidence/new");
    await expectNoOverflow(page);
    await expectAccessible(page);
  });
});
