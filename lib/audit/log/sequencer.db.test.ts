import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rootAt } from "@/lib/platform/crypto/merkle";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import { hashAtFromTiles, parseEntries, tilePath } from "@/lib/platform/crypto/tiles";
import type { ObjectStore } from "@/lib/platform/storage/object-store";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { asOwner, contentOf, logOf, opened, rootFromScratch, tamper } from "../testing/log-inspection";
import { writeEvents } from "../testing/write-events";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
let folder: string;
let store: ObjectStore;
let organization: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  const { connectSequencer } = await import("./sequencer");
  pool = connectSequencer(database.url);
});
afterAll(async () => {
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-log-"));
  store = fileStore(path.join(folder, "store"));
  organization = await createTestOrganization("Log");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function pass(now = () => new Date()) {
  const { sequenceOnce } = await import("./sequencer");
  return sequenceOnce(pool, store, now, true);
}

async function signedContentOf(log: { id: string; vkey: string }) {
  const { leaves, notes } = await contentOf(database.url, log);
  return { leaves, checkpoints: opened(notes, log) };
}

const fileOf = (origin: string, name: string) =>
  path.join(folder, "store/log", ...origin.split("/").map(encodeURIComponent), name);

describe("the sequencer", () => {
  it("lets sixteen writers and two sequencers leave no gap, fork or duplicate (A4, A16)", async () => {
    const { startSequencer } = await import("./sequencer");
    const sequencers = [20, 30].map((pollMs) => startSequencer({ databaseUrl: database.url, store, pollMs }));
    await Promise.all(Array.from({ length: 16 }, () => writeEvents(organization, 40)));
    await expect.poll(async () => (await logOf(database.url, organization.id)).pending).toBe(0);
    await Promise.all(sequencers.map((sequencer) => sequencer.stop()));
    await pass();

    const log = await logOf(database.url, organization.id);
    const { leaves, checkpoints } = await signedContentOf(log);
    expect(leaves.length).toBeGreaterThanOrEqual(640);
    expect(leaves.map((leaf) => leaf.index)).toEqual(leaves.map((_, i) => `${i}`));
    expect(new Set(leaves.map((leaf) => leaf.eventId)).size).toBe(leaves.length);
    expect(checkpoints.length).toBeGreaterThan(1);
    for (const { origin, size, root } of checkpoints) {
      expect(origin).toBe(log.origin);
      expect(root).toEqual(rootFromScratch(leaves.slice(0, Number(size))));
    }
    expect(checkpoints.at(-1)?.size).toBe(BigInt(leaves.length));
  });

  it("signs what is committed without being asked", async () => {
    const { startSequencer } = await import("./sequencer");
    const sequencer = startSequencer({ databaseUrl: database.url, store });
    const log = await logOf(database.url, organization.id);
    try {
      await expect.poll(async () => (await signedContentOf(log)).checkpoints.length).toBeGreaterThan(0);
      for (let i = 0; i < 3; i++) {
        const before = (await contentOf(database.url, log)).leaves.length;
        await writeEvents(organization, 1);
        await expect.poll(async () => (await signedContentOf(log)).checkpoints.at(-1)?.size).toBe(BigInt(before + 1));
      }
    } finally {
      await sequencer.stop();
    }
  });

  it("signs an empty log, then the installation's own log like any other (A22)", async () => {
    await pass();
    const log = await logOf(database.url, null);
    const { leaves, checkpoints } = await signedContentOf(log);
    expect(leaves.length).toBeGreaterThan(0);
    expect(checkpoints.at(-1)?.root).toEqual(rootFromScratch(leaves));
    expect(checkpoints.at(-1)?.size).toBe(BigInt(leaves.length));
  });

  it("leaves a copy outside that verifies by itself, in the tlog-tiles layout (A9, A20)", async () => {
    const log = await logOf(database.url, organization.id);
    for (const count of [255, 1, 300, 2]) {
      await writeEvents(organization, count);
      await pass();
    }
    const note = await readFile(fileOf(log.origin, "checkpoint"), "utf8");
    const { size, root } = parseCheckpoint(openNote(note, [log.vkey]).text);
    const { leaves, checkpoints } = await signedContentOf(log);
    expect(checkpoints.at(-1)?.note).toBe(note);
    expect(size).toBe(BigInt(leaves.length));
    const hashAt = hashAtFromTiles(
      size,
      async (tile) => new Uint8Array(await readFile(fileOf(log.origin, tilePath(tile)))),
    );
    expect(await rootAt(size, hashAt)).toEqual(root);
    const bundles = ["000", "001", `002.p/${leaves.length - 512}`];
    const entries = await Promise.all(bundles.map((name) => readFile(fileOf(log.origin, `tile/entries/${name}`))));
    expect(entries.flatMap((bytes) => parseEntries(bytes)).map((entry) => Buffer.from(entry))).toEqual(
      leaves.map((leaf) => leaf.leaf),
    );
    await expect(readFile(fileOf(log.origin, "tile/0/000.p/255"))).rejects.toThrow("ENOENT");
  });

  it("mends a checkpoint that reached only one of its two places", async () => {
    await writeEvents(organization, 5);
    await pass();
    const log = await logOf(database.url, organization.id);
    const signed = (await signedContentOf(log)).checkpoints.at(-1)?.note;
    await tamper(database.url, `delete from audit_checkpoint where log_id = '${log.id}'`);
    await pass();
    expect((await signedContentOf(log)).checkpoints.map((checkpoint) => checkpoint.note)).toEqual([signed]);
    expect(await readFile(fileOf(log.origin, "checkpoint"), "utf8")).toBe(signed);
    expect((await logOf(database.url, organization.id)).haltedReason).toBeNull();
  });

  it("takes the largest checkpoint for the last one, by number and not by text (A9)", async () => {
    const { lastCheckpoint } = await import("./log-tables");
    for (const count of [1, 7, 2, 95, 900]) {
      await writeEvents(organization, count);
      await pass();
      const log = await logOf(database.url, organization.id);
      const { leaves } = await contentOf(database.url, log);
      expect((await lastCheckpoint(pool as never, log.id))?.size).toBe(BigInt(leaves.length));
    }
  });
});

it("the database refuses even its owner to empty the log's tables, or to give a log another origin (A8, A9)", async () => {
  const log = await logOf(database.url, organization.id);
  const refused = (statement: string) =>
    expect(asOwner(database.url, (db) => db.query(statement))).rejects.toThrow(/refused/);
  for (const table of [
    "audit_log",
    "audit_tile",
    "audit_pending",
    "audit_cosignature",
    "audit_log_key",
    "audit_log_statement",
  ])
    await refused(`truncate ${table}`);
  await refused("delete from audit_tile");
  await refused(`update audit_log set origin = origin || '/2' where id = '${log.id}'`);
});

describe("the sequencer refuses to sign, writes nothing and says so (A9)", () => {
  async function signedLog() {
    await writeEvents(organization, 10);
    await pass();
    return logOf(database.url, organization.id);
  }

  async function expectHalt(log: { id: string; vkey: string; origin: string }, reason: RegExp) {
    const before = await contentOf(database.url, log);
    const kept = await readFile(fileOf(log.origin, "checkpoint"), "utf8");
    await writeEvents(organization, 3);
    expect(await pass()).toBe(true);
    const after = await logOf(database.url, organization.id);
    expect(after.haltedReason).toMatch(reason);
    const content = await contentOf(database.url, log);
    expect(content.notes).toEqual(before.notes);
    expect(await readFile(fileOf(log.origin, "checkpoint"), "utf8")).toBe(kept);
    return { pending: after.pending, added: content.leaves.length - before.leaves.length };
  }

  it("when signed leaves were replaced, hashes and all", async () => {
    const log = await signedLog();
    await tamper(
      database.url,
      `update audit_tile set hashes = overlay(hashes placing decode(repeat('ab', 32), 'hex') from 65 for 32)
       where log_id = '${log.id}' and level = 0`,
    );
    await expectHalt(log, /are not those that were signed/);
  });

  it("when its copy outside the database is gone, and goes on when it is back", async () => {
    const log = await signedLog();
    const away = `${fileOf(log.origin, "")}.away`;
    await rename(fileOf(log.origin, ""), away);
    const before = await contentOf(database.url, log);
    await writeEvents(organization, 3);
    expect(await pass()).toBe(true);
    expect((await logOf(database.url, organization.id)).haltedReason).toMatch(/copy in the object store is gone/);
    expect((await contentOf(database.url, log)).notes).toEqual(before.notes);
    await expect(readFile(fileOf(log.origin, "checkpoint"))).rejects.toThrow("ENOENT");
    await rename(away, fileOf(log.origin, ""));
    await pass();
    expect((await logOf(database.url, organization.id)).haltedReason).toBeNull();
  });

  it("when a tile is gone", async () => {
    const log = await signedLog();
    await tamper(database.url, `delete from audit_tile where log_id = '${log.id}'`);
    await expectHalt(log, /missing or too short/);
  });

  it("when a checkpoint was altered or signed by another key", async () => {
    const log = await signedLog();
    await tamper(
      database.url,
      `update audit_checkpoint set note = replace(note, E'\\n11\\n', E'\\n10\\n') where log_id = '${log.id}'`,
    );
    expect(await expectHalt(log, /was altered/)).toEqual({ pending: 3, added: 0 });
  });

  it("when an event still to be copied was altered", async () => {
    const log = await signedLog();
    await tamper(
      database.url,
      `update audit_event set leaf = overlay(leaf placing 'x'::bytea from 20) where id =
         (select event_id from audit_leaf where log_id = '${log.id}' and index = 4)`,
    );
    await expectHalt(log, /index 4 was altered/);
  });

  it("when an event vanished from the queue's table before it was sequenced", async () => {
    const log = await signedLog();
    await writeEvents(organization, 1, "example.vanishing");
    await tamper(database.url, "delete from audit_event where action = 'example.vanishing'");
    expect(await expectHalt(log, /vanished/)).toEqual({ pending: 4, added: 0 });
  });

  it("while the clock is more than a minute behind the newest event", async () => {
    const log = await signedLog();
    await writeEvents(organization, 1);
    expect(await pass(() => new Date(Date.now() - 3_600_000))).toBe(true);
    expect((await logOf(database.url, organization.id)).haltedReason).toMatch(/clock is behind/);
    await pass();
    expect((await logOf(database.url, organization.id)).haltedReason).toBeNull();
    const { leaves, checkpoints } = await signedContentOf(log);
    expect(checkpoints.at(-1)?.size).toBe(BigInt(leaves.length));
  });
});
