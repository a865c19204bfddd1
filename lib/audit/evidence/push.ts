import "server-only";
import { z } from "zod";
import { parse } from "@/lib/platform/operation/authorise";
import { command } from "@/lib/platform/operation/command";
import { removeObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";
import { otherHash, receiveFile } from "@/lib/platform/storage/receive-file";
import { addMadeEvidence } from "../collectors/store-result";
import { addEvidence } from "./collect";
import { collectEvidenceInput } from "./schema";

const { objectId: _, ...about } = collectEvidenceInput.shape;

/**
 * Another system's evidence: a file it uploaded before, or small content in the request itself. The content is written within
 * the transaction, so that a repeated request with the same Idempotency-Key stores nothing twice; larger files are streamed
 * to their own address first.
 */
export const pushEvidence = command({
  name: "evidence.push",
  summary: "Add evidence from another system: content in the request, or a stored file",
  permission: "evidence:collect",
  type: "evidence_collection",
  crud: "create",
  controls: ["CC4.1", "CC7.2"],
  input: z.object({
    ...about,
    objectId: z.uuid().optional(),
    content: z.string().min(1, "The content is empty.").optional(),
    fileName: z.string().min(1).max(200).default("content.txt"),
    /** What the sender says the file hashes to; only compared (E1). */
    sha256: z.string().max(64).optional(),
  }),
  async run(context, { objectId, content, fileName, sha256: claimed, ...facts }) {
    if (objectId !== undefined && content === undefined) {
      const stored = await context.tx.storedObject.findUnique({ where: { id: objectId }, select: { sha256: true } });
      const wrong = stored && otherHash(stored.sha256, claimed);
      if (wrong) throw wrong;
      const { output, event } = await addEvidence(context, parse(collectEvidenceInput, { ...facts, objectId }));
      context.note({ ...event, action: "evidence.collect", controls: facts.controlIds });
      return { output, event: { resource: event.resource, after: { sha256: output.sha256 } } };
    }
    const file = await receiveFile(bytesOf(content ?? ""), fileName, claimed);
    try {
      const output = await addMadeEvidence(context, file, facts);
      const resource = { type: "evidence", id: output.id, label: `${output.reference} ${facts.title}` };
      return { output, event: { resource, after: { sha256: output.sha256, size: Number(file.size) } } };
    } catch (error) {
      await removeObject(objectStore(), file);
      throw error;
    }
  },
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
