import "server-only";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { storeFileInput } from "./schema";

const day = 24 * 60 * 60 * 1000;

/** Registers bytes that were streamed into the object store; unclaimed after a day, they are destroyed. */
export const storeFile = command({
  name: "file.store",
  summary: "Store the bytes of a file, hashed and encrypted; claim them with evidence.collect",
  permission: "evidence:collect",
  type: "evidence_collection",
  crud: "create",
  controls: ["CC7.2"],
  input: storeFileInput,
  async run({ tx, actor, now }, file) {
    const id = newId(now.getTime());
    const { storageKey, wrappedKey, sha256, size, fileName, mediaType } = file;
    await tx.storedObject.create({
      data: {
        id,
        organizationId: actor.organizationId,
        purpose: "evidence",
        storageKey,
        wrappedKey: new Uint8Array(wrappedKey),
        sha256,
        size,
        fileName,
        mediaType,
        createdAt: now,
        expiresAt: new Date(now.getTime() + day),
      },
    });
    return {
      output: { objectId: id, sha256, size, fileName, mediaType },
      event: {
        resource: { type: "stored_object", id, label: fileName },
        after: { sha256, size: Number(size), mediaType },
      },
    };
  },
});
