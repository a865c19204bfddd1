import "server-only";
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { env } from "../env";

const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;
const idLength = 4;

export class UnreadableError extends Error {
  override name = "UnreadableError";
}

function masterKey(): Buffer {
  const key = Buffer.from(env.PORTAL_MASTER_KEY, "base64");
  if (key.length !== 32) throw new Error("PORTAL_MASTER_KEY must be 32 bytes in base64.");
  return key;
}

/** First four bytes of SHA-256 of the key: says which key wrapped something, so that keys can be rotated. */
function idOf(key: Buffer): Buffer {
  return createHash("sha256").update("plinto key id").update(key).digest().subarray(0, idLength);
}

/** Says which master key is in place, and nothing about it: 8 hexadecimal digits. */
export function masterKeyId(): string {
  return idOf(masterKey()).toString("hex");
}

/**
 * Wraps a secret under the installation's master key. `context` is authenticated, not stored: unwrapping needs the same,
 * so that a wrapped key cannot be moved to another row.
 * @returns key id (4 bytes) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
 */
export function wrap(secret: Uint8Array, context: string): Uint8Array<ArrayBuffer> {
  const master = masterKey();
  const id = idOf(master);
  const sealed = seal(derived(master), secret, `${context}`);
  return new Uint8Array(Buffer.concat([id, sealed]));
}

/** @throws {UnreadableError} when the master key is another one, the context differs or a byte was altered */
export function unwrap(wrapped: Uint8Array, context: string): Buffer {
  const master = masterKey();
  const bytes = Buffer.from(wrapped);
  if (!bytes.subarray(0, idLength).equals(idOf(master))) {
    throw new UnreadableError("It was encrypted under another master key. Check PORTAL_MASTER_KEY.");
  }
  return open(derived(master), bytes.subarray(idLength), context);
}

const derivedKeys = new Map<string, Buffer>();

function derive(master: Buffer, purpose: string): Buffer {
  const name = `${idOf(master).toString("hex")} ${purpose}`;
  const known = derivedKeys.get(name) ?? Buffer.from(hkdfSync("sha256", master, "", `plinto ${purpose}`, 32));
  derivedKeys.set(name, known);
  return known;
}

const derived = (master: Buffer) => derive(master, "key wrapping");

/** A key of its own for one purpose (keyed hashes, signatures of links), derived from the master key (RFC 5869). */
export function purposeKey(purpose: string): Buffer {
  return derive(masterKey(), purpose);
}

const ready = new WeakMap<Uint8Array, KeyObject>();

/** Node takes five times as long with a key that is bytes: one that is used again is made ready once. */
function keyObjectOf(key: Uint8Array): KeyObject {
  const made = ready.get(key) ?? createSecretKey(key);
  ready.set(key, made);
  return made;
}

/** AES-256-GCM: nonce (12) ‖ ciphertext ‖ tag (16), bound to `context`. */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, keyObjectOf(key), nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws {UnreadableError} when key or context differ or a byte was altered */
export function open(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes.length < nonceLength + tagLength) throw new UnreadableError("It is too short to be what it claims.");
  const decipher = createDecipheriv(algorithm, keyObjectOf(key), bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(bytes.length - tagLength));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceLength, bytes.length - tagLength)), decipher.final()]);
  } catch {
    throw new UnreadableError("It cannot be decrypted: it was altered, or the key is another one.");
  }
}
