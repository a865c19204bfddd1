import "server-only";
import { randomBytes, randomUUID } from "node:crypto";

let last = { at: 0, counter: 0 };

/**
 * UUID version 7 (RFC 9562, 5.7): sorts by time of creation, so that indexes stay narrow at their right end. Within one
 * millisecond of one process a counter in rand_a keeps the order (6.2, method 1).
 */
export function newId(at: number = Date.now()): string {
  const bytes = randomBytes(16);
  last =
    last.at === at && last.counter < 0xfff
      ? { at, counter: last.counter + 1 }
      : { at, counter: bytes.readUInt16BE(6) & 0x3ff };
  bytes.writeUIntBE(at, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.counter, 6);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function newRequestId(): string {
  return randomUUID();
}

/** An unguessable token of 256 bits for links and keys; only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}
