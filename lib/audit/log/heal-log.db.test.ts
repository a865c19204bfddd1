import { readFile, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createBackedUpLog,
  createSequencedDatabase,
  type SequencedDatabase,
  signedContent,
} from "../testing/broken-log";
import { asOwner, logOf, tamper } from "../testing/log-inspection";
import { writeEvents } from "../testing/write-events";

let at: SequencedDatabase;
beforeAll(async () => {
  at = await createSequencedDatabase();
});
afterAll(() => at.drop());

let backups = 0;
const nextBackup = () => `old${backups++}`;

async function columnsOf(eventIds: readonly string[]) {
  return asOwner(at.url, async (db) => {
    const { rows } = await db.query("select * from audit_event where id = any($1) order by id", [eventIds]);
    return rows;
  });
}

async function healingsOf(logId: string) {
  return asOwner(at.url, async (db) => {
    const { rows } = await db.query(
      "select from_size::text as from, to_size::text as to, cardinality(lost_keys) as lost from audit_log_healing where log_id = $1",
      [logId],
    );
    return rows;
  });
}

describe("a database older than its last checkpoint (A9)", () => {
  it("is healed from the copy: the same leaves, the same columns, nothing twice, and goes on", async () => {
    const backup = nextBackup();
    const { organization, log, before } = await createBackedUpLog(at, backup);
    const ids = before.leaves.map((leaf) => leaf.eventId);
    const columns = await columnsOf(ids);
    await at.restore(backup);
    expect((await signedContent(at.url, log)).leaves.length).toBe(10);
    await writeEvents(organization, 3);
    await at.pass();

    const after = await signedContent(at.url, log);
    expect(after.leaves.slice(0, 310)).toEqual(before.leaves);
    expect(after.leaves.length).toBe(313);
    expect(after.dense && after.checkpoints.every(({ fits }) => fits)).toBe(true);
    expect(after.checkpoints.at(-1)?.size).toBe(313n);
    // The clock of the tables' microseconds aside, every column is as it was: the keys were in the backup.
    expect(await columnsOf(ids)).toEqual(columns);
    expect(await logOf(at.url, organization.id)).toMatchObject({ haltedReason: null, pending: 0 });
    expect(await healingsOf(log.id)).toEqual([{ from: "10", to: "310", lost: 0 }]);
    const { checkLog } = await import("../check/check-log");
    expect(await checkLog(organization.id)).toMatchObject({ state: "verified", size: "313" });
  });

  it("keeps events that the backup still had in the queue where they were signed", async () => {
    const backup = nextBackup();
    const { organization, log } = await createBackedUpLog(at, nextBackup());
    await writeEvents(organization, 5, "example.queued");
    await at.backUp(backup);
    await at.pass();
    const before = await signedContent(at.url, log);
    await at.restore(backup);
    expect((await logOf(at.url, organization.id)).pending).toBe(5);
    await at.pass();
    expect((await signedContent(at.url, log)).leaves).toEqual(before.leaves);
    expect((await logOf(at.url, organization.id)).pending).toBe(0);
  });

  it("names the keys that are gone with the lost rows, and leaves those columns empty", async () => {
    const backup = nextBackup();
    const { organization, log, before } = await createBackedUpLog(at, backup);
    await at.restore(backup);
    await tamper(at.url, `delete from subject_key where organization_id = '${organization.id}'`);
    await at.pass();
    const [event] = await columnsOf([before.leaves[300]?.eventId as string]);
    expect(event).toMatchObject({ action: "example.later", actor_name: null, resource_label: null, ip: null });
    expect((await healingsOf(log.id))[0].lost).toBe(2);
    expect((await signedContent(at.url, log)).checkpoints.at(-1)?.size).toBe(310n);
  });

  it("goes on healing after a kill between two bundles", async () => {
    const backup = nextBackup();
    const { organization, log, before } = await createBackedUpLog(at, backup);
    await at.restore(backup);
    const { healLog } = await import("./heal-log");
    const { loadLog } = await import("./log-tables");
    const last = before.checkpoints.at(-1);
    if (!last) throw new Error("nothing signed");
    const db = await at.pool.connect();
    let bundles = 0;
    const cutOff = {
      ...at.store,
      read(key: string) {
        if (key.includes("/entries/") && ++bundles === 2) throw new Error("killed");
        return at.store.read(key);
      },
    };
    const healing = healLog(db, cutOff, await loadLog(db, log.id), last, new Date());
    await expect(healing).rejects.toThrow("killed");
    db.release();
    expect((await signedContent(at.url, log)).leaves.length).toBe(256);
    await at.pass();
    expect((await signedContent(at.url, log)).leaves).toEqual(before.leaves);
    expect((await logOf(at.url, organization.id)).haltedReason).toBeNull();
  });

  it("is healed as well when only the newest places were deleted", async () => {
    const { log, before } = await createBackedUpLog(at, nextBackup());
    await tamper(at.url, `delete from audit_leaf where log_id = '${log.id}' and index >= 8`);
    await at.pass();
    expect((await signedContent(at.url, log)).leaves).toEqual(before.leaves);
  });
});

describe("it is not healed, and nothing is written,", () => {
  async function expectHalt(organizationId: string, reason: RegExp) {
    const log = await logOf(at.url, organizationId);
    const before = await signedContent(at.url, log);
    const kept = await readFile(at.copyFile(log.origin, "checkpoint"), "utf8");
    await at.pass();
    expect((await logOf(at.url, organizationId)).haltedReason).toMatch(reason);
    expect((await signedContent(at.url, log)).leaves).toEqual(before.leaves);
    expect(await readFile(at.copyFile(log.origin, "checkpoint"), "utf8")).toBe(kept);
  }

  it.each([
    ["the copy of a bundle was altered", "tile/entries/000", /copy of index \d+ was altered|cannot be used/],
    ["the copy of a tile was altered", "tile/0/000", /cannot be used/],
  ])("when %s", async (_, file, reason) => {
    const backup = nextBackup();
    const { organization, log } = await createBackedUpLog(at, backup);
    await at.restore(backup);
    const name = at.copyFile(log.origin, file);
    const bytes = await readFile(name);
    await writeFile(name, bytes.with(1_000, (bytes[1_000] as number) ^ 1));
    await expectHalt(organization.id, reason);
    await writeFile(name, bytes);
  });

  it("when the copy is gone", async () => {
    const backup = nextBackup();
    const { organization, log } = await createBackedUpLog(at, backup);
    await at.restore(backup);
    await rm(at.copyFile(log.origin, "tile"), { recursive: true });
    await expectHalt(organization.id, /older than its log of 310 leaves.*cannot be used/);
  });

  it("when the database went another way after the backup (a fork)", async () => {
    const backup = nextBackup();
    const { organization, log } = await createBackedUpLog(at, backup);
    await at.restore(backup);
    await tamper(
      at.url,
      `update audit_tile set hashes = overlay(hashes placing decode(repeat('ab', 32), 'hex') from 65 for 32)
       where log_id = '${log.id}' and level = 0`,
    );
    await expectHalt(organization.id, /not those that were signed/);
  });
});
