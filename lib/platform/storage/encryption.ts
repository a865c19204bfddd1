import "server-only";
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { unwrap, wrap } from "../crypto/keyring";
import { AppError } from "../errors";
import { MissingError, type ObjectStore } from "./object-store";

/**
 * Format of a stored object: chunks of 256 KiB of plaintext (the last one shorter, possibly empty), each AES-256-GCM
 * ciphertext ‖ tag under the object's own key. Nonce = chunk number (8 bytes) ‖ 3 zero bytes ‖ 1 for the last chunk,
 * else 0; the storage key is authenticated with every chunk. So a chunk that was altered, moved, dropped, repeated or
 * taken from another object does not decrypt, and neither does an object that was cut off (STREAM, Hoang et al. 2015).
 */
const algorithm = "aes-256-gcm";
const chunkSize = 256 * 1024;
const tagLength = 16;

/** What the row of a stored object must remember to find, open and check it. */
export interface SealedObject {
  storageKey: string;
  /** Null once destroyed: the bytes, wherever copies of them are, can never be read again. */
  wrappedKey: Uint8Array | null;
  /** SHA-256 of the plaintext, lower-case hexadecimal. */
  sha256: string;
  size: bigint;
}

export type ObjectState = "verified" | "missing" | "unreadable" | "failed";

/** A stored object cannot be handed out: missing, unreadable (altered, or another key), or not what was stored (E2). */
export class ObjectProblem extends Error {
  override name = "ObjectProblem";
  constructor(readonly state: Exclude<ObjectState, "verified">) {
    super(
      {
        missing: "The stored file is missing.",
        unreadable: "The stored file cannot be decrypted: it was altered, or its key is another one.",
        failed: "The stored file is not the one that was stored: its hash differs.",
      }[state],
    );
  }
}

/**
 * Hashes, encrypts and stores a stream under a random key (E1). Nothing is kept when the source fails or is larger than
 * `maxBytes` (`too_large`). With a `prefix` its key begins with it, so that what a killed build left is found.
 */
export async function putObject(
  store: ObjectStore,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: { maxBytes?: number; prefix?: string } = {},
): Promise<SealedObject & { wrappedKey: Uint8Array<ArrayBuffer> }> {
  const name = randomBytes(16).toString("hex");
  const storageKey = `${options.prefix ?? `objects/${name.slice(0, 2)}/`}${name}`;
  const dataKey = randomBytes(32);
  const hash = createHash("sha256");
  let size = 0;
  async function* counted() {
    for await (const part of source) {
      size += part.length;
      if (options.maxBytes !== undefined && size > options.maxBytes) {
        throw new AppError("too_large", `The file is larger than ${options.maxBytes} bytes. Nothing was stored.`);
      }
      hash.update(part);
      yield part;
    }
  }
  try {
    await store.write(storageKey, encrypted(dataKey, storageKey, counted()));
  } catch (error) {
    // Written and named, but perhaps not to last: nobody will ask for it.
    await store.remove(storageKey).catch(() => undefined);
    throw error;
  }
  return {
    storageKey,
    wrappedKey: wrap(dataKey, keyContext(storageKey)),
    sha256: hash.digest("hex"),
    size: BigInt(size),
  };
}

/** Reads the whole object and says what state it is in (E2). Throws only when the store itself cannot be asked. */
export async function checkObject(store: ObjectStore, object: SealedObject): Promise<ObjectState> {
  const hash = createHash("sha256");
  let size = 0n;
  try {
    for await (const chunk of decrypted(store, object)) {
      hash.update(chunk);
      size += BigInt(chunk.length);
    }
  } catch (error) {
    if (error instanceof ObjectProblem) return error.state;
    throw error;
  }
  return hash.digest("hex") === object.sha256 && size === object.size ? "verified" : "failed";
}

/**
 * The plaintext, after a first pass over all of it has succeeded: no byte of an object in another state than verified
 * is ever handed out (E2). Throws ObjectProblem before the first byte.
 */
export async function readObject(store: ObjectStore, object: SealedObject): Promise<AsyncGenerator<Uint8Array>> {
  const state = await checkObject(store, object);
  if (state !== "verified") throw new ObjectProblem(state);
  // Replaced between the two passes? Each chunk is authenticated again: the stream breaks off with an error.
  return decrypted(store, object);
}

/**
 * Bytes `from` to `to`, both included, for what is played rather than read: only the chunks they lie in are opened. The hash of the whole
 * is not looked at, which would mean reading all of it for every leap of a viewer; but every chunk is authenticated in its own place,
 * so that no altered byte leaves either. Throws ObjectProblem before the first byte when the first chunk is not what was stored.
 */
export async function readObjectRange(
  store: ObjectStore,
  object: SealedObject,
  { from, to }: { from: number; to: number },
): Promise<AsyncGenerator<Uint8Array>> {
  const key = keyOf(object);
  const last = Math.max(0, Math.ceil(Number(object.size) / chunkSize) - 1);
  const first = Math.floor(from / chunkSize);
  const blocks = store.read(object.storageKey, chunkSize + tagLength, first);
  const open = async (number: number): Promise<Uint8Array | null> => {
    try {
      const { value, done } = await blocks.next();
      return done ? null : openChunk(key, object.storageKey, BigInt(number), number === last, value);
    } catch (error) {
      throw error instanceof MissingError ? new ObjectProblem("missing") : error;
    }
  };
  const opened = await open(first);
  if (opened === null) throw new ObjectProblem("unreadable");
  async function* rest() {
    try {
      let chunk: Uint8Array | null = opened;
      for (let number = first; ; number += 1) {
        if (chunk === null) throw new ObjectProblem("unreadable");
        const start = number * chunkSize;
        yield chunk.subarray(Math.max(0, from - start), to + 1 - start);
        if (to < start + chunk.length || number === last) return;
        chunk = await open(number + 1);
      }
    } finally {
      await blocks.return(undefined);
    }
  }
  return rest();
}

/** Removes the bytes. The caller forgets the wrapped key in the same breath, which is what makes it final (E6). */
export async function removeObject(store: ObjectStore, object: Pick<SealedObject, "storageKey">): Promise<void> {
  await store.remove(object.storageKey);
}

async function* encrypted(key: Buffer, storageKey: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let number = 0n;
  let held = Buffer.allocUnsafe(chunkSize);
  let filled = 0;
  for await (const part of source) {
    for (let at = 0; at < part.length; ) {
      if (filled === chunkSize) {
        yield sealChunk(key, storageKey, number++, false, held);
        held = Buffer.allocUnsafe(chunkSize);
        filled = 0;
      }
      const taken = Math.min(chunkSize - filled, part.length - at);
      held.set(part.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
    }
  }
  yield sealChunk(key, storageKey, number, true, held.subarray(0, filled));
}

async function* decrypted(store: ObjectStore, object: SealedObject): AsyncGenerator<Uint8Array> {
  const key = keyOf(object);
  let number = 0n;
  let held: Buffer | undefined;
  try {
    for await (const block of store.read(object.storageKey, chunkSize + tagLength)) {
      if (held !== undefined) yield openChunk(key, object.storageKey, number++, false, held);
      held = block;
    }
  } catch (error) {
    if (error instanceof MissingError) throw new ObjectProblem("missing");
    throw error;
  }
  if (held === undefined) throw new ObjectProblem("unreadable");
  yield openChunk(key, object.storageKey, number, true, held);
}

function keyOf(object: Pick<SealedObject, "wrappedKey" | "storageKey">): Buffer {
  if (object.wrappedKey === null) throw new ObjectProblem("unreadable");
  try {
    return unwrap(object.wrappedKey, keyContext(object.storageKey));
  } catch {
    throw new ObjectProblem("unreadable");
  }
}

function sealChunk(key: Buffer, storageKey: string, number: bigint, last: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(algorithm, key, nonceOf(number, last)).setAAD(Buffer.from(storageKey));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(key: Buffer, storageKey: string, number: bigint, last: boolean, sealed: Buffer): Uint8Array {
  const end = sealed.length - tagLength;
  if (end < 0) throw new ObjectProblem("unreadable");
  const decipher = createDecipheriv(algorithm, key, nonceOf(number, last), { authTagLength: tagLength })
    .setAAD(Buffer.from(storageKey))
    .setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
  } catch {
    throw new ObjectProblem("unreadable");
  }
  return plain;
}

function nonceOf(number: bigint, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(number);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function keyContext(storageKey: string): string {
  return `object:${storageKey}`;
}
