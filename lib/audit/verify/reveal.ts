import { openGcm, openGcmNow } from "@/lib/platform/crypto/aes-gcm";
import { fromBase64, utf8, utf8Text } from "@/lib/platform/crypto/bytes";
import type { SealedField } from "../leaf";

/** The plaintext of a protected field under a key in Base64; undefined when the key does not open it (A17). */
export async function reveal(field: SealedField, key: string): Promise<unknown> {
  try {
    const plain = await openGcm(fromBase64(key), fromBase64(field.n), fromBase64(field.c), utf8(`field:${field.k}`));
    return plain === null ? undefined : JSON.parse(utf8Text(plain));
  } catch {
    return undefined;
  }
}

const open = openGcmNow;

const keys = new Map<string, Uint8Array>();

/** A person's key opens thousands of fields in a row: its bytes are the same object each time, which is quicker to use. */
function keyBytes(key: string): Uint8Array {
  const bytes = keys.get(key) ?? fromBase64(key);
  if (keys.size >= 10_000) keys.clear();
  keys.set(key, bytes);
  return bytes;
}

/** The same without waiting, where that is possible: in Node. Four million awaits would take longer than the decrypting. */
export const revealNow =
  open &&
  ((field: SealedField, key: string): unknown => {
    try {
      const plain = open(keyBytes(key), fromBase64(field.n), fromBase64(field.c), utf8(`field:${field.k}`));
      return plain === null ? undefined : JSON.parse(utf8Text(plain));
    } catch {
      return undefined;
    }
  });
