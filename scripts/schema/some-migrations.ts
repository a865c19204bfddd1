import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { BackupProblem } from "@/lib/platform/backup/manifest";
import { migrationsFolder } from "./files";

/** Runs `work` with a folder of these migrations only: the schema as it was when a backup was made. */
export async function withMigrations<T>(names: readonly string[], work: (folder: string) => Promise<T>): Promise<T> {
  const here = new Set(await readdir(migrationsFolder));
  const unknown = names.filter((name) => !here.has(name));
  if (unknown.length > 0) {
    throw new BackupProblem(
      `The backup belongs to a newer portal (${unknown.join(", ")}): restore with that one. Nothing was restored.`,
    );
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-migrations-"));
  try {
    for (const name of names) {
      await mkdir(path.join(folder, name));
      await cp(path.join(migrationsFolder, name), path.join(folder, name), { recursive: true });
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
