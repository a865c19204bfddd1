import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { contentOf, logOf, opened, rootFromScratch } from "../testing/log-inspection";
import { writeEvents } from "../testing/write-events";

const script = fileURLToPath(new URL("../testing/interrupted-sequencer.ts", import.meta.url));
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
let organization: TestOrganization;
let child: ChildProcess | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
  await database.drop();
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-kill-"));
  organization = await createTestOrganization("Killed");
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Starts the sequencer and resolves when it says the word. */
function start(point: string, word: string): Promise<ChildProcess> {
  const args = [
    "--conditions=react-server",
    "--import",
    "tsx",
    script,
    database.url,
    path.join(folder, "store"),
    point,
  ];
  const started = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  child = started;
  return new Promise((resolve, reject) => {
    started.once("exit", () => reject(new Error("The sequencer ended by itself.")));
    started.stdout.on("data", (text: Buffer) => {
      if (text.toString().includes(word)) resolve(started);
    });
  });
}

async function kill(process: ChildProcess): Promise<void> {
  process.removeAllListeners("exit");
  const gone = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGKILL");
  await gone;
}

async function recover() {
  const { connectSequencer, sequenceOnce } = await import("./sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  const pool = connectSequencer(database.url);
  try {
    const store = fileStore(path.join(folder, "store"));
    // The killed process's connection, and with it the lock, may live a moment longer.
    await expect
      .poll(
        async () => {
          await sequenceOnce(pool, store, () => new Date(), true);
          const log = await logOf(database.url, organization.id);
          const { leaves, notes } = await contentOf(database.url, log);
          return log.pending === 0 && opened(notes, log).at(-1)?.size === BigInt(leaves.length);
        },
        { timeout: 60_000 },
      )
      .toBe(true);
  } finally {
    await pool.end();
  }
  const log = await logOf(database.url, organization.id);
  const { leaves, notes } = await contentOf(database.url, log);
  expect(log.haltedReason).toBeNull();
  expect(leaves.map((leaf) => leaf.index)).toEqual(leaves.map((_, i) => `${i}`));
  expect(new Set(leaves.map((leaf) => leaf.eventId)).size).toBe(leaves.length);
  for (const { size, root } of opened(notes, log)) {
    expect(root).toEqual(rootFromScratch(leaves.slice(0, Number(size))));
  }
  return { leaves, checkpoints: opened(notes, log) };
}

it.each(["copying", "signing", "publishing"])(
  "recovers to the same root after kill -9 while %s (A16)",
  async (point) => {
    await writeEvents(organization, 9);
    const sequencer = await start(point, "reached");
    const log = await logOf(database.url, organization.id);
    await expect.poll(async () => (await contentOf(database.url, log)).leaves.length).toBe(10);
    const { leaves: before } = await contentOf(database.url, log);
    await kill(sequencer);
    // More is recorded before anybody recovers: it must not change what was already allotted.
    await writeEvents(organization, 5);
    const { leaves, checkpoints } = await recover();
    expect(leaves.length).toBe(15);
    expect(leaves.slice(0, 10)).toEqual(before);
    expect(checkpoints.at(-1)?.size).toBe(15n);
  },
);

it("recovers after kill -9 at any moment under load", async () => {
  let written = 1;
  for (const delay of [5, 40, 90]) {
    const sequencer = await start("never", "started");
    const writing = Promise.all([writeEvents(organization, 60), writeEvents(organization, 60)]);
    await new Promise((resolve) => setTimeout(resolve, delay));
    await kill(sequencer);
    await writing;
    written += 120;
    expect((await recover()).leaves.length).toBe(written);
  }
});
