import { sha256 as portable } from "@noble/hashes/sha2.js";
import { nodeCrypto } from "./node-crypto";

/** SHA-256 (FIPS 180-4) of some bytes: 32 bytes. Synchronous in Node and in a browser. */
export function sha256(data: Uint8Array): Uint8Array {
  if (nodeCrypto === undefined) return portable(data);
  // As text of single bytes: making a Buffer for each digest costs three times the hashing of a tree's node.
  const text = nodeCrypto.hash("sha256", data, "binary");
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = text.charCodeAt(i);
  return digest;
}

export interface RunningHash {
  update(data: Uint8Array): RunningHash;
  digest(): Uint8Array;
}

/** A SHA-256 fed piece by piece, for what is never held whole. */
export function createSha256(): RunningHash {
  if (nodeCrypto === undefined) return portable.create();
  const hash = nodeCrypto.createHash("sha256");
  const running: RunningHash = {
    update(data) {
      hash.update(data);
      return running;
    },
    digest: () => new Uint8Array(hash.digest()),
  };
  return running;
}
