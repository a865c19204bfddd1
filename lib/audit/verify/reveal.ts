import { openGcm } from "@/lib/platform/crypto/aes-gcm";
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
