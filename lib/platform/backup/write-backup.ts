import "server-only";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { Client, type ClientBase } from "pg";
import { masterKeyId } from "../crypto/keyring";
import { newId } from "../ids";
import { MissingError, type ObjectStore, readWhole } from "../storage/object-store";
import { backupKeyEnds, backupKeyFor, destroyOldBackupKeys } from "./backup-keys";
import { copyOut } from "./copy-stream";
import { isIntact, writeFile } from "./files";
import { type BackupManifest, BackupProblem, backupManifest } from "./manifest";
import { sealedKeys } from "./sealed-keys";
import { quoted, sequencesOf, type Table, tablesOf } from "./tables";

export type Backup = {
  databaseUrl: string;
  store: ObjectStore;
  /** An empty or new folder. */
  folder: string;
  at: Date;
  /** SQL for columns that must not stand in a backup as they are: what erasure could not reach there. By table and column. */
  instead?: Record<string, Record<string, string>>;
};

/**
 * Writes one consistent backup: every table of one snapshot, every object, and the living subject keys in a file of their own
 * that opens only as long as its backup key exists. Read again and compared after writing.
 */
export async function writeBackup({ databaseUrl, store, folder, at, instead = {} }: Backup): Promise<BackupManifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new BackupProblem(`${folder} is not empty. Nothing was written.`);
  await destroyOldBackupKeys(at);
  const { month, key } = await backupKeyFor(at);
  // Before the snapshot: a checkpoint may be behind the database, never ahead of it.
  const checkpoints = await readCheckpoints(store);
  const id = newId(at.getTime());
  const db = new Client({ connectionString: databaseUrl, application_name: "plinto-backup" });
  await db.connect();
  let manifest: BackupManifest;
  try {
    await db.query("begin isolation level repeatable read read only");
    const migrations = await appliedMigrations(db);
    const tables: BackupManifest["tables"] = [];
    for (const table of await tablesOf(db)) tables.push(await writeTable(db, folder, table, instead[table.name] ?? {}));
    const sequences = await sequencesOf(db);
    let living = 0;
    const counted = (keys: number) => {
      living += keys;
    };
    const keys = await writeFile(folder, "subject-keys.sealed", sealedKeys(db, id, key, counted));
    const objects = await writeObjects(store, folder, checkpoints);
    manifest = backupManifest.parse({
      ...{ format: "plinto-backup/1", id, at: at.toISOString(), migrations, masterKey: masterKeyId() },
      ...{ tables, sequences, objects },
      keys: { ...keys, month, until: backupKeyEnds(month).toISOString(), count: living },
    });
    await db.query("commit");
  } finally {
    await db.end();
  }
  await assertIntact(folder, [...manifest.tables, manifest.objects, manifest.keys]);
  await writeFile(folder, "manifest.json", [Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)]);
  return manifest;
}

async function appliedMigrations(db: ClientBase): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1",
  );
  return rows.map(({ name }) => name);
}

async function writeTable(db: ClientBase, folder: string, { name, columns }: Table, instead: Record<string, string>) {
  const hidden = name === "subject_key" ? { wrapped_key: "null", ...instead } : instead;
  const list = columns.map((column) => `${hidden[column] ?? quoted(column)} as ${quoted(column)}`).join(", ");
  let rows = 0;
  async function* counted() {
    // In text format a row is a line: a newline within a value is written as \n.
    for await (const chunk of copyOut(db, `copy (select ${list} from ${quoted(name)}) to stdout`)) {
      for (const byte of chunk as Buffer) if (byte === 10) rows += 1;
      yield chunk as Buffer;
    }
  }
  const file = await writeFile(folder, `database/${name}.copy`, counted());
  return { ...file, name, columns, rows };
}

async function readCheckpoints(store: ObjectStore): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for await (const key of keysUnder(store, "log")) {
    if (key.endsWith("/checkpoint")) found.set(key, await readWhole(store, key));
  }
  return found;
}

async function writeObjects(store: ObjectStore, folder: string, checkpoints: ReadonlyMap<string, Buffer>) {
  let count = 0;
  async function* lines() {
    for await (const key of keysUnder(store, "")) {
      const known = checkpoints.get(key);
      if (key.startsWith("log/") && key.endsWith("/checkpoint") && !known) continue;
      try {
        const { bytes, sha256 } = await writeFile(folder, `objects/${key}`, known ? [known] : store.read(key));
        yield Buffer.from(`${JSON.stringify({ key, bytes, sha256 })}\n`);
        count += 1;
      } catch (error) {
        // Removed while we were on our way: its row, if it has one, says so.
        if (!(error instanceof MissingError)) throw error;
      }
    }
  }
  const file = await writeFile(folder, "objects.ndjson", lines());
  return { ...file, count };
}

/** Every key of a store below a prefix; half-written objects have no name yet. */
export async function* keysUnder(store: ObjectStore, prefix: string): AsyncGenerator<string> {
  for (const name of await store.list(prefix)) {
    const key = prefix === "" ? name : `${prefix}/${name}`;
    if (key.endsWith("/")) yield* keysUnder(store, key.slice(0, -1));
    else if (!key.endsWith(".tmp")) yield key;
  }
}

export async function assertIntact(folder: string, files: readonly { path: string; bytes: number; sha256: string }[]) {
  for (const file of files) {
    if (await isIntact(folder, file)) continue;
    throw new BackupProblem(
      `${path.join(folder, file.path)} is damaged or missing: it is not the file that was written.`,
    );
  }
}
