import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { sql } from "../database";
import { expect, signInAs, test } from "../fixtures";
import { cuttableWay } from "./cuttable-way";
import { watchMemory, webMemory } from "./web-memory";

const mebibyte = 1024 * 1024;
const folder = path.join(process.env.DATA_FOLDER ?? "", "long-upload");

test.describe.configure({ mode: "serial", timeout: 20 * 60_000 });

/** A file of random blocks on the disk, and its hash. */
async function makeFile(name: string, mebibytes: number): Promise<{ file: string; sha256: string }> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  const handle = await open(file, "w");
  const hash = createHash("sha256");
  const block = randomBytes(mebibyte);
  for (let i = 0; i < mebibytes; i++) {
    block.writeUInt32LE(i);
    hash.update(block);
    await handle.write(block);
  }
  await handle.close();
  return { file, sha256: hash.digest("hex") };
}

test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every file of the object store, with what is still on its way. */
async function stored(): Promise<string[]> {
  const entries = await readdir(process.env.EVIDENCE_STORAGE_PATH ?? "", { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && path.join(entry.parentPath, entry.name).includes("/objects/"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function choose(page: Page, file: string): Promise<void> {
  await page.getByLabel("File", { exact: true }).setInputFiles(file);
}

async function begin(page: Page, origin = ""): Promise<void> {
  await signInAs(page, "nora.falk");
  await page.goto(`${origin}/audit/evidence/new`);
}

/** What the bar says, until the file is stored. */
async function watchProgress(page: Page, done: () => boolean): Promise<number[]> {
  const seen: number[] = [];
  const bar = page.getByRole("progressbar");
  while (!done()) {
    const value = await bar.getAttribute("aria-valuenow", { timeout: 200 }).catch(() => null);
    if (value !== null && seen.at(-1) !== Number(value)) seen.push(Number(value));
    await sleep(100);
  }
  return seen;
}

test("1 GiB goes through the form with progress and bounded memory, and is what was sent (E1)", async ({ page }) => {
  const small = await makeFile("small.bin", 32);
  const large = await makeFile("large.bin", 1024);
  await begin(page);
  for (let i = 0; i < 3; i++) {
    await choose(page, small.file);
    await expect(page.getByText(/small\.bin is stored, 32\.0 MiB/)).toBeVisible({ timeout: 60_000 });
    await page.reload();
  }
  await sleep(3_000);
  const steady = await webMemory();

  const watching = watchMemory();
  let done = false;
  const began = Date.now();
  await choose(page, large.file);
  const progress = watchProgress(page, () => done);
  await expect(page.getByText(/large\.bin is stored, 1\.0 GiB/)).toBeVisible({ timeout: 15 * 60_000 });
  done = true;
  const seconds = (Date.now() - began) / 1000;
  const { most } = await watching.stop();
  const seen = await progress;
  const between = seen.filter((value) => value > 0 && value < 100).length;
  console.log(
    `measured: 1 GiB in ${seconds.toFixed(1)} s; web process ${steady.toFixed(0)} MiB before, at most ${most.toFixed(0)} MiB ` +
      `(+${(most - steady).toFixed(0)}); the bar stood at ${seen.length} different values`,
  );
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(between).toBeGreaterThan(5);
  expect(most - steady).toBeLessThan(64);

  const title = `A large file ${randomUUID().slice(0, 8)}`;
  await page.getByLabel("What it proves").fill(title);
  await page.getByLabel("Controls").fill("CC6.1");
  await page.getByLabel("True from").fill("2026-07-01");
  await page.getByLabel("True until").fill("2026-09-30");
  await page.getByRole("button", { name: "Add evidence" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByTitle(large.sha256).first()).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download" }).click(),
  ]);
  const hash = createHash("sha256");
  for await (const part of await download.createReadStream()) hash.update(part);
  expect(hash.digest("hex")).toBe(large.sha256);
  await download.delete();
});

test("cancelled half-way, nothing stays behind, and it can be sent again", async ({ page }) => {
  const { file } = await makeFile("cancelled.bin", 512);
  const before = await stored();
  const rows = await sql<{ count: string }>("select count(*) from stored_object");
  await begin(page);
  await choose(page, file);
  await expect
    .poll(() => page.getByRole("progressbar").getAttribute("aria-valuenow"), { intervals: [20] })
    .toMatch(/^[1-9]/);
  expect((await stored()).length).toBe(before.length + 1);
  await page.getByRole("button", { name: "Cancel sending" }).click();
  await expect(page.getByText("Cancelled. Nothing was stored.")).toBeVisible();
  await expect.poll(stored, { timeout: 20_000 }).toEqual(before);
  expect(await sql("select count(*) from stored_object")).toEqual(rows);
  await page.getByRole("button", { name: "Send it again" }).click();
  await expect(page.getByText(/cancelled\.bin is stored/)).toBeVisible({ timeout: 120_000 });
});

test("with the network cut half-way, nothing stays behind but a clear message", async ({ page }) => {
  const { file } = await makeFile("cut.bin", 512);
  const before = await stored();
  const rows = await sql<{ count: string }>("select count(*) from stored_object");
  const way = await cuttableWay(process.env.PORTAL_TEST_URL ?? "");
  try {
    await begin(page, way.url);
    await choose(page, file);
    await expect.poll(() => way.carried(), { intervals: [20], timeout: 60_000 }).toBeGreaterThan(200 * mebibyte);
    way.cut();
    await expect(page.getByText("The connection broke off. Nothing was stored.")).toBeVisible();
    await expect.poll(stored, { timeout: 20_000 }).toEqual(before);
    expect(await sql("select count(*) from stored_object")).toEqual(rows);
    way.mend();
    await page.getByRole("button", { name: "Send it again" }).click();
    await expect(page.getByText(/cut\.bin is stored/)).toBeVisible({ timeout: 120_000 });
  } finally {
    way.close();
  }
});
