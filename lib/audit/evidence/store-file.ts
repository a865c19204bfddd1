import "server-only";
import type { z } from "zod";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { storeFileInput } from "./schema";

const day = 24 * 60 * 60 * 1000;

/** Within a command: the row of bytes that were streamed into the object store a moment ago. */
export async function registerFile(
  { tx, actor, now }: Pick<CommandContext, "tx" | "actor" | "now">,
  { storageKey, wrappedKey, sha256, size, fileName, mediaType }: z.output<typeof storeFileInput>,
): Promise<string> {
  const id = newId(now.getTime());
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
  return id;
}

/** Registers bytes that were streamed into the object store; unclaimed after a day, they are destroyed. */
export const storeFile = command({
  name: "file.store",
  summary: "Store the bytes of a file, hashed and encrypted; claim them with evidence.collect",
  permission: "evidence:collect",
  type: "evidence_collection",
  crud: "create",
  controls: ["CC7.2"],
  input: storeFileInput,
  async run(context, file) {
    const id = await registerFile(context, file);
    const { sha256, size, fileName, mediaType } = file;
    return {
      output: { objectId: id, sha256, size, fileName, mediaType },
      event: {
        resource: { type: "stored_object", id, label: fileName },
        after: { sha256, size: Number(size), mediaType },
      },
    };
  },
});
