import "server-only";
import { Readable } from "node:stream";
import { readObject, type SealedObject } from "../storage/encryption";
import { attachment } from "../storage/file-name";
import { type ObjectStore, objectStore } from "../storage/object-store";

/** Streams a stored object as a download: verified first, never rendered, never cached, never a referrer (E2, E7). */
export async function fileResponse(
  object: SealedObject,
  fileName: string,
  mediaType: string,
  store: ObjectStore = objectStore(),
): Promise<Response> {
  const bytes = await readObject(store, object);
  return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>, {
    headers: { ...downloadHeaders(fileName, mediaType), "content-length": String(object.size) },
  });
}

/** What every download carries, stored or made on the spot. */
export function downloadHeaders(fileName: string, mediaType: string): Record<string, string> {
  return {
    "content-type": mediaType,
    "content-disposition": attachment(fileName),
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
}
