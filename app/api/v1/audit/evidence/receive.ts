import { storeFile } from "@/lib/audit/evidence/store-file";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";
import { readJson } from "@/lib/platform/http/body";
import { multipartOf, textOf } from "@/lib/platform/http/multipart";
import { removeObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";
import { receiveFile } from "@/lib/platform/storage/receive-file";

/** The body of `POST /api/v1/audit/evidence`: JSON, or multipart whose part `file` is streamed into the store (E1, E7). */
export async function receiveEvidence(request: Request, actor: Actor): Promise<Record<string, unknown>> {
  // Not a byte is taken from somebody who may not add evidence; the command then refuses and records it.
  if (!mayDo(actor, "evidence:collect")) return {};
  if (!/^multipart\//i.test(request.headers.get("content-type") ?? "")) return readJson(request);
  const wire: Record<string, unknown> = {};
  for await (const part of multipartOf(request)) {
    if (part.fileName === null) {
      const text = await textOf(part);
      wire[part.name] = lists.has(part.name)
        ? [...listOf(wire[part.name]), ...text.split(/[\s,;]+/).filter(Boolean)]
        : text;
    } else if (part.name !== "file" || wire.object_id !== undefined) {
      throw new AppError("malformed", "Send one file, in the part named file. Nothing was collected.");
    } else {
      const file = await receiveFile(part.bytes, part.fileName);
      wire.object_id = await storeFile(actor, file).then(
        ({ objectId }) => objectId,
        async (error: unknown) => {
          await removeObject(objectStore(), file);
          throw error;
        },
      );
    }
  }
  return wire;
}

const lists = new Set(["control_ids", "control_objectives"]);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
