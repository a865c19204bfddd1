import "server-only";
import type { z } from "zod";
import { AppError } from "../errors";
import type { Operation } from "../operation/context";
import { removeObject } from "../storage/encryption";
import { objectStore } from "../storage/object-store";
import { defineRoute } from "./define-route";

type Registered = { objectId: string; sha256: string; size: bigint | number; fileName: string; mediaType: string };

/**
 * A route that takes the bytes of one file as the body and its name in `?name=`. `receive` brings them into the object store,
 * the operation registers them. Not a byte is taken from somebody who may not: the route refuses first, and records it.
 */
export const defineUpload = <Input extends z.ZodType, Output extends Registered>(
  operation: Operation<Input, Output>,
  receive: (request: Request, name: string | null) => Promise<Record<string, unknown>>,
) =>
  defineRoute(operation, {
    status: 201,
    async discard({ storageKey }) {
      if (typeof storageKey === "string") await removeObject(objectStore(), { storageKey });
    },
    read: (request) => receive(request, new URL(request.url).searchParams.get("name")),
    toOutput: ({ objectId, sha256, size, fileName, mediaType }) => ({
      object_id: objectId,
      sha256,
      size,
      file_name: fileName,
      media_type: mediaType,
    }),
  });

/** The body as a stream, for files of any size. Throws AppError malformed when there is none. */
export function bodyOf(request: Request): ReadableStream<Uint8Array> {
  if (!request.body) throw new AppError("malformed", "Send the file's bytes as the body.");
  return request.body;
}
