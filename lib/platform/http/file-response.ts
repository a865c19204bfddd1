import "server-only";
import { Readable } from "node:stream";
import { readObject, readObjectRange, type SealedObject } from "../storage/encryption";
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

/**
 * A stored object in parts, for players that leap: one range, the whole for null, and 416 for "none" (RFC 9110, 15.3.7). Each part is
 * authenticated before it leaves; it is shown within a page of the portal only, and a download anywhere else.
 */
export async function rangeResponse(
  object: SealedObject,
  fileName: string,
  mediaType: string,
  range: { from: number; to: number } | "none" | null,
  store: ObjectStore = objectStore(),
): Promise<Response> {
  const size = Number(object.size);
  const headers = {
    ...downloadHeaders(fileName, mediaType),
    "accept-ranges": "bytes",
    "cross-origin-resource-policy": "same-origin",
  };
  if (range === "none") {
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
  }
  const { from, to } = range ?? { from: 0, to: size - 1 };
  const bytes = await readObjectRange(store, object, { from, to });
  return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      "content-length": String(to - from + 1),
      ...(range ? { "content-range": `bytes ${from}-${to}/${size}` } : {}),
    },
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
