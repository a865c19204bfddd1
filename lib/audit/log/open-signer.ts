import "server-only";
import { unwrap } from "@/lib/platform/crypto/keyring";
import { type NoteSigner, newSigner } from "@/lib/platform/crypto/note-key";
import { signerContext } from "@/lib/platform/setup/new-log";

/** The signer of a log. Throws UnreadableError under another master key. */
export function openSigner(log: { id: string; origin: string; wrappedSigner: Uint8Array }): NoteSigner {
  return newSigner(log.origin, new Uint8Array(unwrap(log.wrappedSigner, signerContext(log.id))));
}
