import type { KeyObject } from "node:crypto";
import { nodeCrypto } from "./node-crypto";

/**
 * Decrypts AES-256-GCM (ciphertext ‖ 16-byte tag, 12-byte nonce, additional data); null when key, nonce, data or a byte
 * is wrong. Node's own where there is one, else Web Crypto.
 */
export async function openGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  additional: Uint8Array,
): Promise<Uint8Array | null> {
  if (openGcmNow !== undefined) return openGcmNow(key, nonce, sealed, additional);
  if (!fits(key, nonce, sealed)) return null;
  try {
    const algorithm = { name: "AES-GCM", iv: owned(nonce), additionalData: owned(additional) };
    const opened = await crypto.subtle.importKey("raw", owned(key), "AES-GCM", false, ["decrypt"]);
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, opened, owned(sealed)));
  } catch {
    return null;
  }
}

const node = nodeCrypto;

/** The same without waiting; undefined in a browser, which has no such thing. */
export const openGcmNow =
  node &&
  ((key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, additional: Uint8Array): Uint8Array | null => {
    if (!fits(key, nonce, sealed)) return null;
    try {
      const end = sealed.length - 16;
      const decipher = node
        .createDecipheriv("aes-256-gcm", keyObjectOf(key), nonce, { authTagLength: 16 })
        .setAAD(additional)
        .setAuthTag(sealed.subarray(end));
      const plain = decipher.update(sealed.subarray(0, end));
      decipher.final();
      return plain;
    } catch {
      return null;
    }
  });

const known = new WeakMap<Uint8Array, KeyObject>();

/** Node takes five times as long with a key that is bytes: one that is used again is made ready once. Node only. */
function keyObjectOf(key: Uint8Array): KeyObject {
  const made = known.get(key) ?? (node as NonNullable<typeof node>).createSecretKey(key);
  known.set(key, made);
  return made;
}

const fits = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array) =>
  key.length === 32 && nonce.length === 12 && sealed.length >= 16;

/** Web Crypto takes no views of shared memory; its types say so. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
