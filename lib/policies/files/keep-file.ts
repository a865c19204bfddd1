import "server-only";
import type { Tx } from "../../platform/db/client";
import { newId } from "../../platform/ids";
import type { ReceivedFile } from "./received";

type Place = {
  organizationId: string;
  policyId: string;
  /** For what a version was imported from; null for a picture. */
  versionId: string | null;
  addedById: string;
};

/** Makes stored bytes a file of a policy. The transaction already says in whose name. */
export async function keepFile(tx: Tx, place: Place, file: ReceivedFile, now: Date): Promise<void> {
  const { id, fileName, mediaType, sha256, size, storageKey } = file;
  const objectId = newId(now.getTime());
  await tx.storedObject.create({
    data: {
      id: objectId,
      organizationId: place.organizationId,
      purpose: "policy",
      storageKey,
      wrappedKey: new Uint8Array(file.wrappedKey),
      sha256,
      size,
      fileName,
      mediaType,
      createdAt: now,
    },
  });
  const role = place.versionId === null ? ("picture" as const) : ("original" as const);
  await tx.policyFile.create({
    data: { ...place, id, role, objectId, fileName, mediaType, sha256, size, addedAt: now },
  });
}
