import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createErasureStage } from "@/lib/audit/keys/testing/erasure-fixture";
import { asOwner, contentOf } from "@/lib/audit/testing/log-inspection";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { applyMigrations } from "./schema/apply";
import { withMigrations } from "./schema/some-migrations";

let folder: string;
let stage: Awaited<ReturnType<typeof createErasureStage>>;
let erased: UserActor;
let staying: UserActor;
let events: { erased: string; staying: string };
let first: string;
const sessionId = randomUUID();
let beforeErasure: Awaited<ReturnType<typeof contentOf>>;

const day = 24 * 60 * 60 * 1000;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-backup-"));
  process.env.DATA_FOLDER = folder;
  stage = await createErasureStage();
  const { organization } = stage;
  erased = await organization.join("Erika Erased", ["customer"]);
  staying = await organization.join("Stella Staying", ["customer"]);
  events = {
    erased: await stage.leave({ ...erased, ip: "203.0.113.77" }, erased),
    staying: await stage.leave(staying, staying),
  };
  for (let i = 0; i < 20; i++) await stage.leave(staying, staying);
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const { putObject } = await import("@/lib/platform/storage/encryption");
  await putObject(objectStore(), [Buffer.from("evidence")]);
  await stage.sequence();
  beforeErasure = await contentOf(stage.url, stage.log);
  const { createSession } = await import("@/lib/platform/db/door");
  const [createdAt, expiresAt] = [new Date(), new Date(Date.now() + day)];
  await createSession({ id: sessionId, personId: staying.personId, sessionVersion: 0, createdAt, expiresAt });
  first = await backup("first");
});
afterAll(async () => {
  await stage.drop();
  await rm(folder, { recursive: true, force: true });
});

async function backup(name: string, at = new Date()): Promise<string> {
  const { writeBackup } = await import("@/lib/platform/backup/write-backup");
  const { columnsOutOfBackup } = await import("@/lib/audit/keys/backup-columns");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const target = path.join(folder, "backups", name);
  await writeBackup({ databaseUrl: stage.url, store: objectStore(), folder: target, at, instead: columnsOutOfBackup });
  return target;
}

type Options = { replace?: boolean; withoutKeys?: boolean; keysFrom?: string; at?: Date };

/** What scripts/restore.ts does, with a clock. */
async function restore(from: string, { at = new Date(), ...more }: Options = {}) {
  const { restoreBackup } = await import("@/lib/platform/backup/restore-backup");
  const { deriveProtectedColumns } = await import("@/lib/audit/keys/backup-columns");
  const { finishRestore } = await import("@/lib/audit/keys/after-restore");
  const { disconnect } = await import("@/lib/platform/db/client");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  await disconnect();
  const result = await restoreBackup({
    ...{ databaseUrl: stage.url, store: objectStore(), folder: from, at, ...more },
    migrate: (names) => withMigrations(names, async (some) => void (await applyMigrations(stage.url, some))),
    derive: deriveProtectedColumns,
  });
  await applyMigrations(stage.url);
  return { ...result, again: await finishRestore([objectStore()], result.lost) };
}

async function allFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

const rowsOf = (table: string) =>
  asOwner(stage.url, async (db) =>
    (await db.query(`select to_jsonb(t) as row from ${table} t order by 1`)).rows.map(({ row }) => row),
  );

describe("a backup", () => {
  test("holds every table, object and sequence, and its files are what the manifest says", async () => {
    const { readBackup } = await import("@/lib/platform/backup/read-backup");
    const { manifest } = await readBackup(path.join(folder, "backups"));
    const counted = await asOwner(stage.url, async (db) => {
      const counts: [string, number][] = [];
      for (const { name } of manifest.tables) {
        counts.push([name, (await db.query(`select count(*)::int as n from "${name}"`)).rows[0].n]);
      }
      return counts;
    });
    expect(manifest.tables.map(({ name, rows }) => [name, rows])).toEqual(counted);
    expect(manifest.tables.length).toBeGreaterThan(40);
    expect(manifest.sequences.map(({ name }) => name)).toContain("audit_pending_position_seq");
    expect(manifest.objects.count).toBeGreaterThan(2);
    expect(manifest.migrations).toContain("20261124110000_destroy_subject_keys");
  });

  test("holds no subject key and no search column of a protected value, in any file (A17)", async () => {
    for (const file of await allFiles(first)) {
      const text = await readFile(file, "latin1");
      const rowsOfThePeople = /\/(person|membership|session)\.copy$/.test(file);
      if (!rowsOfThePeople) expect(text).not.toMatch(/Erika|Stella|203\.0\.113\.77/);
    }
    const keys = await readFile(path.join(first, "database/subject_key.copy"), "utf8");
    expect(keys).not.toContain("\\\\x");
    const { mode } = await stat(path.join(folder, "backup-keys.json"));
    expect(mode & 0o777).toBe(0o600);
  });

  test("is not written over another one", async () => {
    await expect(backup("first")).rejects.toThrow(/is not empty/);
  });
});

describe("a restore", () => {
  test("is refused when a file is damaged, cut off or missing, before anything is changed", async () => {
    const damages: [string, (file: string) => Promise<void>][] = [
      ["database/person.copy", async (file) => writeFile(file, (await readFile(file)).with(3, 88))],
      ["database/audit_event.copy", async (file) => writeFile(file, (await readFile(file)).subarray(0, -10))],
      ["subject-keys.sealed", (file) => rm(file)],
      ["objects.ndjson", async (file) => writeFile(file, "")],
      ["manifest.json", async (file) => writeFile(file, "{}")],
    ];
    for (const [name, damage] of damages) {
      const copy = path.join(folder, "damaged");
      await cp(first, copy, { recursive: true });
      await damage(path.join(copy, name));
      await expect(restore(copy, { replace: true })).rejects.toThrow(/is damaged/);
      await rm(copy, { recursive: true });
    }
    const object = (await allFiles(path.join(first, "objects"))).find((file) =>
      file.includes("/objects/objects/"),
    ) as string;
    const bytes = await readFile(object);
    await writeFile(object, bytes.with(0, (bytes[0] as number) ^ 1));
    await expect(restore(first, { replace: true })).rejects.toThrow(/is damaged/);
    await writeFile(object, bytes);
    await rm(path.join(first, "manifest.json.none"), { force: true });
    await expect(restore(path.join(folder, "nothing"), { replace: true })).rejects.toThrow(/cannot be read/);
  });

  test("is refused into a database that is not empty, unless told", async () => {
    await expect(restore(first)).rejects.toThrow(/not empty.*--replace/s);
    expect(await contentOf(stage.url, stage.log)).toEqual(beforeErasure);
  });

  test("is refused while the portal runs on the database, and under another master key", async () => {
    const { masterKeyId } = await import("@/lib/platform/crypto/keyring");
    const copy = path.join(folder, "foreign");
    await cp(first, copy, { recursive: true });
    const file = path.join(copy, "manifest.json");
    await writeFile(file, (await readFile(file, "utf8")).replace(masterKeyId(), "00000000"));
    await expect(restore(copy, { replace: true })).rejects.toThrow(/another master key/);

    const { client } = await import("@/lib/platform/db/client");
    const { restoreBackup } = await import("@/lib/platform/backup/restore-backup");
    const { objectStore } = await import("@/lib/platform/storage/object-store");
    await client().organization.count();
    const nothing = { migrate: async () => undefined, derive: async () => undefined };
    const running = {
      databaseUrl: stage.url,
      store: objectStore(),
      folder: first,
      at: new Date(),
      replace: true,
      ...nothing,
    };
    await expect(restoreBackup(running)).rejects.toThrow(/is running/);
  });

  test("brings back every row and column as it was", async () => {
    const tables = [
      "audit_event",
      "subject_key",
      "audit_leaf",
      "person",
      "membership",
      "audit_key_use",
      "organization",
    ];
    const before = await Promise.all(tables.map(rowsOf));
    const { lost, again } = await restore(first, { replace: true });
    expect({ lost, again }).toEqual({ lost: [], again: 0 });
    expect(await Promise.all(tables.map(rowsOf))).toEqual(before);
    // What was restored is no story: from here on the database's own clock counts, whatever the backup said.
    expect(await rowsOf("portal_clock")).toEqual([{ one_row: true, simulated: false }]);
    expect(await stage.columnsOf(events.erased)).toEqual({
      actor_name: "Erika Erased",
      resource_label: "Erika Erased",
      ip: "203.0.113.77",
    });
    await stage.leave(staying, staying);
    await stage.sequence();
    expect(await stage.check()).toMatchObject({ state: "verified" });
  });

  test("ends all sessions: one that was ended after the backup is not alive again", async () => {
    const { endSession, sessionContext } = await import("@/lib/platform/db/door");
    await asOwner(stage.url, (db) => db.query("update session set revoked_at = null where id = $1", [sessionId]));
    expect(await sessionContext(sessionId, new Date())).not.toBeNull();
    await endSession(sessionId, new Date());
    await restore(first, { replace: true });
    expect(await sessionContext(sessionId, new Date())).toBeNull();
  });

  test("of a backup older than an erasure replays it before anybody can ask, and the log verifies", async () => {
    const { proposeErasure } = await import("@/lib/audit/keys/propose-erasure");
    const { approveDestruction } = await import("@/lib/audit/keys/approve");
    const { compliance_officer: officer, privacy_officer: privacy } = stage.organization.person;
    const { id } = await proposeErasure(privacy, { person: `person:${erased.personId}`, reason: "Request" });
    await approveDestruction({ ...officer, authenticatedAt: new Date() }, { id });
    await stage.sequence();

    const { again } = await restore(first, { replace: true });
    expect(again).toBe(2);
    expect(await stage.columnsOf(events.erased)).toEqual({ actor_name: null, resource_label: null, ip: null });
    expect(await stage.revealed(events.erased)).toMatchObject({ unreadable: 0 });
    expect(JSON.stringify((await stage.revealed(events.erased))?.leaf)).not.toContain("Erika");
    expect(await stage.columnsOf(events.staying)).toMatchObject({ resource_label: "Stella Staying" });
    const { finishRestore } = await import("@/lib/audit/keys/after-restore");
    const { objectStore } = await import("@/lib/platform/storage/object-store");
    expect(await finishRestore([objectStore()], [])).toBe(0);

    // Behind its own last checkpoint: healed from the copy, where the destruction stands as well.
    await stage.sequence();
    expect(await stage.check()).toMatchObject({ state: "failed", message: expect.stringContaining("no later event") });
    const { tellLostWithHealing } = await import("@/lib/audit/keys/lost-keys");
    expect(await tellLostWithHealing(stage.organization.id)).toBeGreaterThan(0);
    expect(await tellLostWithHealing(stage.organization.id)).toBe(0);
    await stage.sequence();
    expect(await stage.check()).toMatchObject({ state: "verified" });
  });

  test("after KEY_BACKUP_DAYS the key file cannot be opened at all; without keys the proofs stay", async () => {
    const { backupKeyEnds, destroyOldBackupKeys, openBackupKey, unreadableInBackupsFrom } = await import(
      "@/lib/platform/backup/backup-keys"
    );
    const month = new Date().toISOString().slice(0, 7);
    const end = backupKeyEnds(month);
    expect(unreadableInBackupsFrom(new Date())).toEqual(end);
    expect(end.getTime()).toBeGreaterThanOrEqual(Date.now() + 35 * day);
    expect(await destroyOldBackupKeys(new Date(end.getTime() - 1))).toEqual([]);
    expect(await openBackupKey(month)).not.toBeNull();

    await expect(restore(first, { replace: true, at: end })).rejects.toThrow(/cannot be opened.*--without-keys/s);
    expect(await openBackupKey(month)).toBeNull();
    expect(await readFile(path.join(folder, "backup-keys.json"), "utf8")).not.toContain(month);
    expect(await stage.columnsOf(events.staying)).toMatchObject({ resource_label: "Stella Staying" });

    const { lost } = await restore(first, { replace: true, withoutKeys: true });
    expect(lost.length).toBeGreaterThan(2);
    expect(await stage.columnsOf(events.staying)).toEqual({ actor_name: null, resource_label: null, ip: null });
    expect(JSON.stringify(await rowsOf("audit_event"))).not.toMatch(/Erika|Stella|203\.0\.113\.77/);
    await stage.sequence();
    await (await import("@/lib/audit/keys/lost-keys")).tellLostWithHealing(stage.organization.id);
    await stage.sequence();
    expect(await stage.check()).toMatchObject({ state: "verified" });
  });

  test("takes the keys of a newer backup when the old ones are gone", async () => {
    const person = await stage.organization.join("Nora Newer", ["customer"]);
    await stage.leave(person, person);
    const old = await backup("old", new Date("2026-01-15T00:00:00Z"));
    await stage.leave(person, person);
    const newer = await backup("newer");
    await expect(restore(old, { replace: true })).rejects.toThrow(/cannot be opened/);
    const { lost } = await restore(old, { replace: true, keysFrom: newer });
    expect(lost).toEqual([]);
    expect(JSON.stringify(await rowsOf("audit_event"))).toContain("Nora Newer");
  });
});
