import "server-only";
import path from "node:path";
import { parseArgs } from "node:util";
import { finishRestore } from "@/lib/audit/keys/after-restore";
import { deriveProtectedColumns } from "@/lib/audit/keys/backup-columns";
import { BackupProblem } from "@/lib/platform/backup/manifest";
import { recordBackup } from "@/lib/platform/backup/record-backup";
import { restoreBackup } from "@/lib/platform/backup/restore-backup";
import { disconnect } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { fileStore, objectStore } from "@/lib/platform/storage/object-store";
import { applyMigrations } from "./schema/apply";
import { withMigrations } from "./schema/some-migrations";

const usage = `npm run restore -- <backup, or a folder of backups> [--keys <newer backup>] [--without-keys] [--replace]`;

/** Loads a backup, destroys again what was erased since, and brings the schema up to this version. */
async function restore(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { keys: { type: "string" }, "without-keys": { type: "boolean" }, replace: { type: "boolean" } },
  });
  const folder = positionals[0];
  if (!folder) throw new BackupProblem(usage);
  const at = new Date();
  const databaseUrl = env.DATABASE_URL;
  const { manifest, lost } = await restoreBackup({
    ...{ databaseUrl, store: objectStore(), folder, at },
    ...{ keysFrom: values.keys, withoutKeys: values["without-keys"], replace: values.replace },
    migrate: async (names) => {
      await withMigrations(names, (some) => applyMigrations(databaseUrl, some));
    },
    derive: deriveProtectedColumns,
  });
  await applyMigrations(databaseUrl);
  const lists = [
    objectStore(),
    fileStore(path.join(folder, "erasure-list")),
    fileStore(path.join(folder, "../erasure-list")),
  ];
  const destroyed = await finishRestore(lists, lost);
  const { id, at: made, tables, objects } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  await recordBackup("backup.restore", at, {
    backupId: id,
    after: { made, rows, objects: objects.count, lostKeys: lost.length, erasedAgain: destroyed },
  });
  console.log(`Restored the backup of ${made}: ${tables.length} tables with ${rows} rows, ${objects.count} objects.
  ${destroyed} keys that were destroyed since were destroyed again; ${lost.length} keys are lost.
  The audit logs are compared with their last checkpoints when the portal starts: what is missing is healed, or the log is closed.`);
}

await restore()
  .catch((error) => {
    console.error(error instanceof BackupProblem ? error.message : error);
    process.exitCode = 1;
  })
  .finally(disconnect);
// The schema engine leaves a timer of ten seconds behind.
process.exit();
