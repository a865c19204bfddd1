import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { type ObjectStore, objectStore, readWhole } from "@/lib/platform/storage/object-store";

/**
 * The list of destroyed keys outside the database: one small object per destruction (or batch of it), never changed. A
 * restored database destroys them again before the portal answers a request. Holds ids only.
 */
const prefix = "erasures";

export const erasureEntry = z.object({
  organizationId: z.uuid(),
  destructionId: z.uuid(),
  at: z.iso.datetime(),
  keys: z.array(z.uuid()).min(1),
});
export type ErasureEntry = z.infer<typeof erasureEntry>;

/** Writes an entry under a name made of its keys: the same entry twice is one object. */
export async function listErasure(entry: ErasureEntry, store: ObjectStore = objectStore()): Promise<void> {
  const keys = [...entry.keys].sort();
  if (keys.length === 0) return;
  const content = JSON.stringify(erasureEntry.parse({ ...entry, keys }));
  await store.write(nameOf(entry.destructionId, keys), [Buffer.from(content)]);
}

function nameOf(destructionId: string, keys: readonly string[]): string {
  return `${prefix}/${destructionId}/${createHash("sha256").update(keys.join(" ")).digest("hex").slice(0, 32)}`;
}

/** Every entry of a store. @throws on one that cannot be read: what was erased must not come back unnoticed. */
export async function* erasureEntries(store: ObjectStore = objectStore()): AsyncGenerator<ErasureEntry> {
  for (const folder of await store.list(prefix)) {
    if (!folder.endsWith("/")) continue;
    for (const name of await store.list(`${prefix}/${folder.slice(0, -1)}`)) {
      if (name.endsWith(".tmp")) continue;
      const key = `${prefix}/${folder}${name}`;
      const parsed = erasureEntry.safeParse(JSON.parse((await readWhole(store, key)).toString("utf8")));
      if (!parsed.success) throw new Error(`The entry ${key} of the erasure list cannot be read.`);
      yield parsed.data;
    }
  }
}

/** Copies entries that another place lacks: the newest list stands beside all backups, however old they are. */
export async function mirrorErasures(from: ObjectStore, to: ObjectStore): Promise<void> {
  const there = new Set<string>();
  for await (const { destructionId, keys } of erasureEntries(to)) there.add(nameOf(destructionId, keys));
  for await (const entry of erasureEntries(from)) {
    if (!there.has(nameOf(entry.destructionId, entry.keys))) await listErasure(entry, to);
  }
}
