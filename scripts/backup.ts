import "server-only";
import path from "node:path";
import { columnsOutOfBackup } from "@/lib/audit/keys/backup-columns";
import { mirrorErasures } from "@/lib/audit/keys/erasure-list";
import { BackupProblem } from "@/lib/platform/backup/manifest";
import { recordBackup } from "@/lib/platform/backup/record-backup";
import { writeBackup } from "@/lib/platform/backup/write-backup";
import { disconnect } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { fileStore, objectStore } from "@/lib/platform/storage/object-store";

/** `npm run backup -- <folder>`: a folder of its own below it, and the newest list of erasures beside all backups. */
async function backUp(): Promise<void> {
  const given = process.argv[2] ?? env.BACKUP_FOLDER;
  if (!given) throw new BackupProblem("Say where: npm run backup -- <folder>, or set BACKUP_FOLDER.");
  const at = new Date();
  const parent = path.resolve(given);
  const folder = path.join(parent, at.toISOString().replaceAll(/[:.]/g, "-"));
  const manifest = await writeBackup({
    ...{ databaseUrl: env.DATABASE_URL, store: objectStore(), folder, at, instead: columnsOutOfBackup },
  });
  await mirrorErasures(objectStore(), fileStore(path.join(parent, "erasure-list")));
  const { id, tables, objects, keys } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  await recordBackup("backup.create", at, {
    backupId: id,
    after: { tables: tables.length, rows, objects: objects.count, keys: keys.count, keysUntil: keys.until },
  });
  console.log(`Backed up to ${folder}
  ${tables.length} tables with ${rows} rows, ${objects.count} objects, ${keys.count} subject keys; every file was read again and compared.
  The subject keys open until ${keys.until.slice(0, 10)}. Keep secrets.json and backup-keys.json apart from the backup.`);
}

await backUp()
  .catch((error) => {
    console.error(error instanceof BackupProblem ? error.message : error);
    process.exitCode = 1;
  })
  .finally(disconnect);
