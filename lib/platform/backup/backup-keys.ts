import "server-only";
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { DAY } from "../calendar";
import { unwrap, wrap } from "../crypto/keyring";
import { env } from "../env";

/**
 * The keys under which backups of subject keys stand: one per calendar month (UTC), in a file beside the master key and never
 * in the database or a backup. Destroyed KEY_BACKUP_DAYS after the month: from then on no backup of that month reveals what
 * was erased (platform.md section 10).
 */
const stored = z.object({ keys: z.record(z.string().regex(/^\d{4}-\d\d$/), z.base64()) });

const fileOf = () => path.join(env.DATA_FOLDER, "backup-keys.json");
const contextOf = (month: string) => `backup-key:${month}`;

/** When the backup key of a month is destroyed. */
export function backupKeyEnds(month: string): Date {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year as number, number as number, 1) + env.KEY_BACKUP_DAYS * DAY);
}

/** After this moment no backup can reveal what is erased at `at`: what a certificate may promise. */
export function unreadableInBackupsFrom(at: Date): Date {
  return backupKeyEnds(at.toISOString().slice(0, 7));
}

/** The key for a backup made now; the first of a month makes it. */
export async function backupKeyFor(at: Date): Promise<{ month: string; key: Buffer }> {
  const month = at.toISOString().slice(0, 7);
  const keys = await readKeys();
  const known = keys[month];
  if (known) return { month, key: unwrap(Buffer.from(known, "base64"), contextOf(month)) };
  const key = randomBytes(32);
  await writeKeys({ ...keys, [month]: Buffer.from(wrap(key, contextOf(month))).toString("base64") });
  return { month, key };
}

/** The key of a month, or null when it was destroyed or never was here. */
export async function openBackupKey(month: string): Promise<Buffer | null> {
  const known = (await readKeys())[month];
  return known ? unwrap(Buffer.from(known, "base64"), contextOf(month)) : null;
}

/** Forgets every key whose time is over. @returns their months */
export async function destroyOldBackupKeys(at: Date): Promise<string[]> {
  const keys = await readKeys();
  const over = Object.keys(keys).filter((month) => backupKeyEnds(month) <= at);
  if (over.length > 0)
    await writeKeys(Object.fromEntries(Object.entries(keys).filter(([month]) => !over.includes(month))));
  return over;
}

async function readKeys(): Promise<Record<string, string>> {
  const text = await readFile(fileOf(), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return '{"keys":{}}';
    throw error;
  });
  return stored.parse(JSON.parse(text)).keys;
}

/** Whole or not at all, and on the disk before it counts: a backup under a key that a power cut took cannot be opened. */
async function writeKeys(keys: Record<string, string>): Promise<void> {
  const file = fileOf();
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ keys }, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
