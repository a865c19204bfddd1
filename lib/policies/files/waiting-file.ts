import "server-only";
import { z } from "zod";
import { HOUR } from "../../platform/calendar";
import type { Tx } from "../../platform/db/client";
import { AppError } from "../../platform/errors";
import { newId } from "../../platform/ids";
import type { WaitingPurpose } from "../../platform/storage/waiting";

const waits = 24 * HOUR;

/** Bytes that lie in the object store already and wait to be claimed. */
export const waitingFile = z.object({
  storageKey: z.string().min(1),
  wrappedKey: z.instanceof(Uint8Array<ArrayBufferLike>),
  sha256: z.string().length(64),
  size: z.bigint(),
  fileName: z.string().min(1).max(200),
  mediaType: z.string().min(1).max(200),
});

type Purpose = Exclude<WaitingPurpose, "evidence">;

/** Registers stored bytes for a purpose; whoever names them within a day claims them. */
export async function registerFile(
  tx: Tx,
  { organizationId, purpose, now }: { organizationId: string; purpose: Purpose; now: Date },
  { wrappedKey, storageKey, sha256, size, fileName, mediaType }: z.output<typeof waitingFile>,
) {
  const id = newId(now.getTime());
  await tx.storedObject.create({
    data: {
      ...{ id, organizationId, purpose, storageKey, sha256, size, fileName, mediaType },
      wrappedKey: new Uint8Array(wrappedKey),
      createdAt: now,
      expiresAt: new Date(now.getTime() + waits),
    },
  });
  return {
    output: { objectId: id, sha256, size, fileName, mediaType },
    event: {
      resource: { type: "stored_object", id, label: fileName },
      after: { sha256, size: Number(size), mediaType },
    },
  };
}

/** Claims a registered file, once. @throws AppError conflict when it is not there (any longer) */
export async function claimFile(
  tx: Tx,
  { objectId, purpose, now }: { objectId: string; purpose: Purpose; now: Date },
): Promise<{ objectId: string; fileName: string; mediaType: string; size: bigint }> {
  const { count } = await tx.storedObject.updateMany({
    where: { id: objectId, purpose, expiresAt: { gt: now }, destroyedAt: null },
    data: { expiresAt: null },
  });
  const object = count === 1 ? await tx.storedObject.findUnique({ where: { id: objectId } }) : null;
  if (!object) throw new AppError("conflict", "Nothing was saved: the file is not there any longer. Send it again.");
  const { fileName, mediaType, size } = object;
  return { objectId, fileName, mediaType, size };
}
