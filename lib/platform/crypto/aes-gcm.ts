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
  if (key.length !== 32 || nonce.length !== 12 || sealed.length < 16) return null;
  try {
    if (nodeCrypto !== undefined) {
      const end = sealed.length - 16;
      const decipher = nodeCrypto
        .createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 })
        .setAAD(additional)
        .setAuthTag(sealed.subarray(end));
      const plain = decipher.update(sealed.subarray(0, end));
      decipher.final();
      return plain;
    }
    const algorithm = { name: "AES-GCM", iv: owned(nonce), additionalData: owned(additional) };
    const opened = await crypto.subtle.importKey("raw", owned(key), "AES-GCM", false, ["decrypt"]);
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, opened, owned(sealed)));
  } catch {
    return null;
  }
}

/** Web Crypto takes no views of shared memory; its types say so. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
