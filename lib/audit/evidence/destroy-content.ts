import "server-only";
import type { CommandContext } from "@/lib/platform/operation/context";
import { removeObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";

/**
 * Destroys the content of versions: their data keys with this transaction, which is what makes it final, and the bytes after
 * its commit. Bytes that a kill leaves behind can be read by nobody; the nightly sweep takes them away.
 * @returns the storage keys of the bytes
 */
export async function destroyContent(
  { tx, now, afterCommit }: CommandContext,
  versions: readonly { id: string; objectId: string }[],
): Promise<string[]> {
  const objects = { id: { in: versions.map(({ objectId }) => objectId) } };
  await tx.storedObject.updateMany({
    where: { ...objects, destroyedAt: null },
    data: { wrappedKey: null, destroyedAt: now },
  });
  await tx.evidenceVersion.updateMany({
    where: { id: { in: versions.map(({ id }) => id) }, destroyedAt: null },
    data: { destroyedAt: now },
  });
  const rows = await tx.storedObject.findMany({ where: objects, select: { storageKey: true } });
  const keys = rows.map(({ storageKey }) => storageKey);
  afterCommit(async () => {
    for (const storageKey of keys) await removeObject(objectStore(), { storageKey });
  });
  return keys;
}
