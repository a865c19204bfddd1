import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { sql } from "../database";
import { expect, signInAs, test } from "../fixtures";
import { cuttableWay } from "./cuttable-way";
import { addEvidence } from "./evidence-form";
import { watchMemory, webMemory } from "./web-memory";

const mebibyte = 1024 * 1024;
const folder = path.join(process.env.DATA_FOLDER ?? "", "long-upload");

/** In MiB: the file that is sent whole, and the one that is broken off. */
type Sizes = { whole: number; broken: number };

/** A file of random blocks on the disk, and its hash. */
async function makeFile(name: string, mebibytes: number): Promise<{ file: string; sha256: string; size: number }> {
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
  // An odd end, by which its row is known among those of other tests.
  const end = randomBytes(1 + Math.floor(Math.random() * 60_000));
  hash.update(end);
  await handle.write(end);
  await handle.close();
  return { file, sha256: hash.digest("hex"), size: mebibytes * mebibyte + end.length };
}

/** Files of the object store that no row knows: what is still on its way, or was left behind. */
async function unclaimed(): Promise<string[]> {
  const root = process.env.EVIDENCE_STORAGE_PATH ?? "";
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const rows = await sql<{ key: string }>("select storage_key as key from stored_object");
  const known = new Set(rows.map(({ key }) => key));
  return entries
    .filter((entry) => entry.isFile() && path.join(entry.parentPath, entry.name).includes("/objects/"))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((name) => !known.has(name))
    .sort();
}

const rowsOf = (size: number) => sql("select from stored_object where size = $1", [size]);

async function choose(page: Page, file: string): Promise<void> {
  await page.getByLabel("File", { exact: true }).setInputFiles(file);
}

async function begin(page: Page, origin = ""): Promise<void> {
  await signInAs(page, "nora.falk");
  await page.goto(`${origin}/audit/evidence/new`);
}

/** What the bar says, until the file is stored. */
async function watchProgress(page: Page, done: Promise<unknown>): Promise<number[]> {
  const seen: number[] = [];
  const bar = page.getByRole("progressbar");
  let over = false;
  void done.finally(() => {
    over = true;
  });
  while (!over) {
    const value = await bar.getAttribute("aria-valuenow", { timeout: 200 }).catch(() => null);
    if (value !== null && seen.at(-1) !== Number(value)) seen.push(Number(value));
  }
  return seen;
}

/** The same with small files in every run and with large ones in the long one, so that neither rots. */
export function uploadTests({ whole, broken }: Sizes): void {
  test.afterAll(() => rm(folder, { recursive: true, force: true }));

  test(`${whole} MiB go through the form with progress and bounded memory, and are what was sent (E1)`, async ({
    page,
  }) => {
    const small = await makeFile("small.bin", Math.min(32, whole));
    const large = await makeFile("large.bin", whole);
    await begin(page);
    for (let i = 0; i < 3; i++) {
      await choose(page, small.file);
      await expect(page.getByText(/small\.bin is stored/)).toBeVisible();
      await page.reload();
    }
    const steady = await webMemory();
    const watching = watchMemory();
    const began = Date.now();
    await choose(page, large.file);
    const stored = page.getByText(/large\.bin is stored/).waitFor({ timeout: 15 * 60_000 });
    const [seen] = await Promise.all([watchProgress(page, stored), stored]);
    const seconds = (Date.now() - began) / 1000;
    const { most } = await watching.stop();
    console.log(
      `measured: ${whole} MiB in ${seconds.toFixed(1)} s; web process ${steady.toFixed(0)} MiB before, at most ` +
        `${most.toFixed(0)} MiB (+${(most - steady).toFixed(0)}); the bar stood at ${seen.length} different values`,
    );
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    if (whole >= 1024) {
      expect(seen.filter((value) => value > 0 && value < 100).length).toBeGreaterThan(5);
      expect(most - steady).toBeLessThan(64);
    }

    await addEvidence(page, `A large file ${randomUUID().slice(0, 8)}`);
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

  for (const [how, words] of [
    ["cancelled", "Cancelled. Nothing was stored."],
    ["with the network cut", "The connection broke off. Nothing was stored."],
  ] as const) {
    test(`${how} half-way nothing stays behind but a clear message, and it can be sent again`, async ({ page }) => {
      const { file, size } = await makeFile(`${how.split(" ").at(-1)}.bin`, broken);
      const way = await cuttableWay(process.env.PORTAL_TEST_URL ?? "");
      try {
        await begin(page, way.url);
        way.slowAfter(size / 2);
        await choose(page, file);
        await expect.poll(() => way.carried(), { intervals: [20] }).toBeGreaterThan(size / 2);
        await expect.poll(async () => (await unclaimed()).length).toBeGreaterThan(0);
        if (how === "cancelled") await page.getByRole("button", { name: "Cancel sending" }).click();
        else way.cut();
        await expect(page.getByText(words)).toBeVisible();
        await expect.poll(unclaimed).toEqual([]);
        expect(await rowsOf(size)).toHaveLength(0);
        way.hurry();
        way.mend();
        await page.getByRole("button", { name: "Send it again" }).click();
        await expect(page.getByText(/\.bin is stored/)).toBeVisible({ timeout: 5 * 60_000 });
        expect(await rowsOf(size)).toHaveLength(1);
      } finally {
        way.close();
      }
    });
  }
}
