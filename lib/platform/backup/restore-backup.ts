import "server-only";
import { Client, type ClientBase } from "pg";
import { masterKeyId } from "../crypto/keyring";
import { MissingError, type ObjectStore } from "../storage/object-store";
import { destroyOldBackupKeys, openBackupKey } from "./backup-keys";
import { copyIn } from "./copy-stream";
import { readFile } from "./files";
import { type BackupManifest, BackupProblem } from "./manifest";
import { objectsOf, readBackup } from "./read-backup";
import { openedKeys } from "./sealed-keys";
import { quoted, tablesOf } from "./tables";

export type Restore = {
  databaseUrl: string;
  store: ObjectStore;
  folder: string;
  at: Date;
  /** Another, newer backup whose key file is taken instead. */
  keysFrom?: string;
  /** Restore although no key can be opened: protected values are lost for ever. */
  withoutKeys?: boolean;
  /** Throw away what is in the database. */
  replace?: boolean;
  /** Applies these migrations to an empty database. */
  migrate(names: readonly string[]): Promise<void>;
  /** Work on the loaded rows in the same transaction: columns that are derived from keys. */
  derive(db: ClientBase): Promise<void>;
};

/**
 * Loads a backup into an empty database and adds its objects to the store; all rows or none. Refused before anything is changed
 * when a file is damaged, the master key is another one, or the keys cannot be opened and nobody said that this is meant.
 * @returns ids of subject keys that are lost: nobody can open their values again, and the caller tells so in the logs
 */
export async function restoreBackup(options: Restore): Promise<{ manifest: BackupManifest; lost: Lost[] }> {
  const { databaseUrl, store, at, replace } = options;
  await destroyOldBackupKeys(at);
  const { folder, manifest } = await readBackup(options.folder);
  if (manifest.masterKey !== masterKeyId()) {
    throw new BackupProblem(
      "This backup was made under another master key. Put that installation's PORTAL_MASTER_KEY (secrets.json) in place first. Nothing was changed.",
    );
  }
  const keys = await keySource(options, folder, manifest);
  const db = new Client({ connectionString: databaseUrl, application_name: "plinto-restore" });
  await db.connect();
  try {
    await assertUnused(db);
    if (!replace) await assertEmpty(db);
    await emptyDatabase(db);
    await options.migrate(manifest.migrations);
    await db.query("begin");
    await loadTables(db, folder, manifest);
    await endStory(db);
    // One that was ended after the backup would be alive again.
    await db.query("update session set revoked_at = $1 where revoked_at is null", [at]);
    const lost = await loadKeys(db, keys, at);
    await options.derive(db);
    await db.query("set constraints all immediate");
    await triggers(db, manifest, "enable");
    await db.query("commit");
    await db.query("analyze");
    await addObjects(store, folder, manifest);
    return { manifest, lost };
  } finally {
    await db.end();
  }
}

type Keys = { folder: string; manifest: BackupManifest; key: Buffer } | null;
export type Lost = { organizationId: string | null; id: string };

async function keySource({ keysFrom, withoutKeys }: Restore, folder: string, manifest: BackupManifest): Promise<Keys> {
  if (withoutKeys) return null;
  const source = keysFrom ? await readBackup(keysFrom) : { folder, manifest };
  const key = await openBackupKey(source.manifest.keys.month);
  if (key) return { ...source, key };
  const { month, until } = source.manifest.keys;
  throw new BackupProblem(
    `The subject keys of this backup cannot be opened: the backup key of ${month} ${new Date(until) <= new Date() ? `was destroyed (due ${until.slice(0, 10)})` : "is not in backup-keys.json"}.
Nothing was changed. Give a newer backup for the keys (--keys <folder>), or restore without them (--without-keys): names, addresses and
other protected values of the audit trail are then unreadable for ever; all proofs stay valid.`,
  );
}

async function assertUnused(db: ClientBase): Promise<void> {
  const { rows } = await db.query(
    "select 1 from pg_stat_activity where datname = current_database() and application_name = 'plinto-portal'",
  );
  if (rows.length > 0)
    throw new BackupProblem("The portal is running on this database. Stop it first. Nothing was changed.");
}

async function assertEmpty(db: ClientBase): Promise<void> {
  for (const { name } of await tablesOf(db)) {
    if (name === "portal_clock") continue; // its one row comes with the schema
    const { rows } = await db.query(`select 1 from ${quoted(name)} limit 1`);
    if (rows.length === 0) continue;
    throw new BackupProblem(
      "The database is not empty. Nothing was changed. To throw away what is in it, add --replace.",
    );
  }
}

/** Also what jobs were under way: they belong to another time, and sweeps find what is due. */
async function emptyDatabase(db: ClientBase): Promise<void> {
  await db.query("drop schema if exists public, job_engine, graphile_worker cascade");
  await db.query("create schema public");
}

async function loadTables(db: ClientBase, folder: string, manifest: BackupManifest): Promise<void> {
  const known = await tablesOf(db);
  const missing = manifest.tables.find(({ name }) => !known.some((table) => table.name === name));
  if (missing)
    throw new BackupProblem(
      `The table ${missing.name} of the backup is unknown to its own migrations. Nothing was changed.`,
    );
  await triggers(db, manifest, "disable");
  for (const { name } of known) {
    const table = manifest.tables.find((each) => each.name === name);
    if (!table) continue;
    // Migrations may have put rows there that the backup has as well.
    await db.query(`delete from ${quoted(name)}`);
    const columns = table.columns.map(quoted).join(", ");
    await copyIn(db, `copy ${quoted(name)} (${columns}) from stdin`, readFile(folder, table.path));
  }
  for (const { name, value, called } of manifest.sequences) {
    await db.query("select setval($1::regclass, $2::bigint, $3)", [quoted(name), value, called]);
  }
}

/** Whatever the backup was made of: what happens in the restored database happens now. Older schemas do not know the row. */
async function endStory(db: ClientBase): Promise<void> {
  const { rows } = await db.query("select to_regclass('public.portal_clock') is not null as known");
  if (rows[0].known) await db.query("update portal_clock set simulated = false");
}

async function triggers(db: ClientBase, { tables }: BackupManifest, how: "enable" | "disable"): Promise<void> {
  for (const { name } of tables) await db.query(`alter table ${quoted(name)} ${how} trigger user`);
}

/**
 * Puts the keys back. One that the key file lacks is lost, or was destroyed after the backup of the rows; one made later is
 * added, so that a log healed from its copy can be read.
 */
async function loadKeys(db: ClientBase, keys: Keys, at: Date): Promise<Lost[]> {
  const batches = keys && openedKeys(keys.folder, keys.manifest.keys.path, keys.manifest.id, keys.key);
  const later: object[][] = [];
  for await (const batch of batches ?? []) {
    const { rows } = await db.query<{ id: string }>(
      `update subject_key k set wrapped_key = decode(b.wrapped, 'base64') from jsonb_to_recordset($1::jsonb) as b(id uuid, wrapped text)
       where k.id = b.id and k.destroyed_at is null returning k.id`,
      [JSON.stringify(batch)],
    );
    const here = new Set(rows.map(({ id }) => id));
    later.push(batch.filter(({ id }) => !here.has(id)));
  }
  const { rows: lost } = await db.query<Lost>(
    `update subject_key set destroyed_at = $1 where wrapped_key is null and destroyed_at is null
     returning id, organization_id as "organizationId"`,
    [at],
  );
  for (const batch of later) {
    await db.query(
      `insert into subject_key (id, organization_id, subject, retention_class, month, wrapped_key, created_at)
       select b.id, b."organizationId", b.subject, b."retentionClass"::retention_class, b.month, decode(b.wrapped, 'base64'), b."createdAt"
       from jsonb_to_recordset($1::jsonb) as b(id uuid, "organizationId" uuid, subject text, "retentionClass" text, month text, wrapped text, "createdAt" timestamptz)
       on conflict do nothing`,
      [JSON.stringify(batch)],
    );
  }
  return lost;
}

/** Objects never change: what the store has already stays, a newer checkpoint of a log above all (A9). */
async function addObjects(store: ObjectStore, folder: string, manifest: BackupManifest): Promise<void> {
  for await (const { key } of objectsOf(folder, manifest)) {
    if (await isThere(store, key)) continue;
    await store.write(key, readFile(folder, `objects/${key}`));
  }
}

async function isThere(store: ObjectStore, key: string): Promise<boolean> {
  try {
    for await (const _ of store.read(key, 1)) return true;
    return true;
  } catch (error) {
    if (error instanceof MissingError) return false;
    throw error;
  }
}
