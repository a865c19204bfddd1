import "server-only";

/** Bytes that never change once a checkpoint covers them (C2SP tlog-tiles); for the key's own cache only. */
export function tileResponse(bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(bytes.length),
      "cache-control": "private, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    },
  });
}
