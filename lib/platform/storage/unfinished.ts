import "server-only";
import { readdir, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { env } from "../env";

/** Longer than any file may take to arrive. */
const patience = 2 * 24 * 60 * 60_000;
/** As the store names what is on its way; nothing that is whole is called so. */
const onItsWay = /^[A-Za-z0-9_%-][A-Za-z0-9._%-]*\.[0-9a-f]{16}\.tmp$/;

/**
 * Removes what killed processes left half written in the stores: encrypted, without a row, readable by nobody, and as large
 * as what was being sent. @returns how many files
 */
export async function removeUnfinished(now: Date): Promise<number> {
  let removed = 0;
  for (const folder of new Set([env.EVIDENCE_STORAGE_PATH, env.DATA_EXPORT_PATH])) {
    for (const file of await unfinishedIn(path.resolve(folder))) {
      const facts = await stat(file).catch(() => null);
      if (facts === null || now.getTime() - facts.mtimeMs < patience) continue;
      await unlink(file).catch(() => undefined);
      removed += 1;
    }
  }
  return removed;
}

async function unfinishedIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && onItsWay.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
