import { nodeBuffer } from "./node-crypto";

/** Node's, many times faster; a browser has none, and asking the global keeps bundlers from shipping one. */
const NodeBuffer = (globalThis as { Buffer?: typeof Buffer }).Buffer;
const sliceOf = (
  NodeBuffer?.prototype as { utf8Slice?(this: Uint8Array, begin: number, end: number): string } | undefined
)?.utf8Slice;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. Throws TypeError on a lone surrogate, which has no UTF-8 form. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new TypeError("The text holds a lone surrogate.");
  return encoder.encode(text);
}

/** The text of UTF-8 bytes, a byte order mark kept. Throws TypeError on invalid UTF-8. */
export function utf8Text(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** The text of some of the bytes, which must be valid UTF-8 from `begin` to `end`. */
export function utf8Slice(bytes: Uint8Array, begin: number, end: number): string {
  return sliceOf === undefined ? decoder.decode(bytes.subarray(begin, end)) : sliceOf.call(bytes, begin, end);
}

/** One array holding all parts in order. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Whether the bytes are valid UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  if (nodeBuffer !== undefined) return nodeBuffer.isUtf8(bytes);
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** True when both hold the same bytes. Not constant in time: for public values only. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** Bytes of lower-case hexadecimal. Throws RangeError on anything else. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new RangeError("Not lower-case hexadecimal.");
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** Standard Base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  if (NodeBuffer) return NodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** Bytes of canonical standard Base64: padding present, unused bits zero, nothing else in the text. Throws RangeError. */
export function fromBase64(text: string): Uint8Array {
  if (NodeBuffer) {
    // It reads anything; what comes back the same was Base64.
    const read = NodeBuffer.from(text, "base64");
    const bytes = new Uint8Array(read.buffer, read.byteOffset, read.length);
    if (toBase64(bytes) === text) return bytes;
  }
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new RangeError("Not standard Base64.");
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  // Two texts for the same bytes would let a signature or root be rewritten unnoticed.
  if (toBase64(bytes) !== text) throw new RangeError("Not canonical Base64.");
  return bytes;
}
