import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { SealedObject } from "@/lib/platform/storage/encryption";

export const sealedObject = z.object({
  storageKey: z.string(),
  wrappedKey: z.instanceof(Uint8Array),
  sha256: z.string(),
  size: z.bigint(),
});

type File = { purpose: string; fileName: string; mediaType: string };

/** The row without which stored bytes are nothing: it holds their wrapped key. */
export async function keepObject(
  tx: Tx,
  organizationId: string,
  { wrappedKey, ...sealed }: z.infer<typeof sealedObject>,
  file: File,
  now: Date,
): Promise<string> {
  const id = newId(now.getTime());
  const key = new Uint8Array(wrappedKey);
  await tx.storedObject.create({ data: { id, organizationId, ...sealed, wrappedKey: key, ...file, createdAt: now } });
  return id;
}

/** Forgets the data key: from here on the bytes can be read by nobody, wherever copies of them are. */
export async function destroyKeys(tx: Tx, ids: readonly string[], now: Date): Promise<SealedObject[]> {
  await tx.storedObject.updateMany({
    where: { id: { in: [...ids] }, destroyedAt: null },
    data: { wrappedKey: null, destroyedAt: now },
  });
  return tx.storedObject.findMany({ where: { id: { in: [...ids] } } });
}
