import "server-only";
import { readdir, readFile as readText } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { isIntact, linesOf } from "./files";
import { type BackupManifest, BackupProblem, backupManifest } from "./manifest";
import { assertIntact } from "./write-backup";

const objectLine = z.object({ key: z.string(), bytes: z.number().int(), sha256: z.string() });
export type ObjectLine = z.infer<typeof objectLine>;

/** The backup of a folder, or the newest in a folder of backups. @returns its folder and manifest, every file compared */
export async function readBackup(given: string): Promise<{ folder: string; manifest: BackupManifest }> {
  const folder = await newestIn(given);
  const manifest = await readManifest(folder);
  await assertIntact(folder, [...manifest.tables, manifest.objects, manifest.keys]);
  for await (const object of objectsOf(folder, manifest)) {
    if (await isIntact(folder, { ...object, path: `objects/${object.key}` })) continue;
    throw new BackupProblem(
      `${path.join(folder, "objects", object.key)} is damaged or missing: it is not the file that was written.`,
    );
  }
  return { folder, manifest };
}

export async function readManifest(folder: string): Promise<BackupManifest> {
  let text: string;
  try {
    text = await readText(path.join(folder, "manifest.json"), "utf8");
  } catch {
    throw new BackupProblem(`${folder} holds no finished backup: there is no manifest.json in it.`);
  }
  try {
    return backupManifest.parse(JSON.parse(text));
  } catch {
    throw new BackupProblem(`${path.join(folder, "manifest.json")} is damaged, or of another portal's version.`);
  }
}

/** The copied objects by their keys, which are plain paths and stay below the store. */
export async function* objectsOf(folder: string, { objects }: BackupManifest): AsyncGenerator<ObjectLine> {
  for await (const line of linesOf(folder, objects.path)) yield objectLine.parse(JSON.parse(line));
}

async function newestIn(given: string): Promise<string> {
  const folder = path.resolve(given);
  const names = await readdir(folder).catch(() => {
    throw new BackupProblem(`${folder} cannot be read.`);
  });
  if (names.includes("manifest.json")) return folder;
  const finished: string[] = [];
  for (const name of names.sort()) {
    const inside = await readdir(path.join(folder, name)).catch(() => [] as string[]);
    if (inside.includes("manifest.json")) finished.push(name);
  }
  const newest = finished.at(-1);
  if (!newest) throw new BackupProblem(`${folder} holds no finished backup: there is no manifest.json in it.`);
  return path.join(folder, newest);
}
