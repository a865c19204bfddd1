import { openGcm, openGcmNow } from "@/lib/platform/crypto/aes-gcm";
import { fromBase64, utf8, utf8Text } from "@/lib/platform/crypto/bytes";
import type { SealedField } from "@/lib/platform/event-columns";

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

/** A person's key opens thousands of fields in a row: its bytes are the same objects each time, which is quicker to use. */
const prepared = new Map<string, { key: string; bytes: Uint8Array; about: Uint8Array }>();

function prepare(id: string, key: string) {
  const known = prepared.get(id);
  if (known?.key === key) return known;
  const fresh = { key, bytes: fromBase64(key), about: utf8(`field:${id}`) };
  if (prepared.size >= 10_000) prepared.clear();
  prepared.set(id, fresh);
  return fresh;
}

/** The same without waiting, where that is possible: in Node. Four million awaits would take longer than the decrypting. */
export const revealNow =
  open &&
  ((field: SealedField, key: string): unknown => {
    try {
      const { bytes, about } = prepare(field.k, key);
      const plain = open(bytes, fromBase64(field.n), fromBase64(field.c), about);
      return plain === null ? undefined : JSON.parse(utf8Text(plain));
    } catch {
      return undefined;
    }
  });
