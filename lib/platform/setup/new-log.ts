import "server-only";
import { createHash } from "node:crypto";
import { newSeed } from "../crypto/ed25519";
import { wrap } from "../crypto/keyring";
import { newSigner } from "../crypto/note-key";
import { env } from "../env";
import { newId } from "../ids";

export const signerContext = (logId: string) => `audit-log-signer:${logId}`;

/** A key for a log, as it is kept: wrapped for this log and no other. */
export function newLogKey(logId: string, origin: string, seed = newSeed()) {
  return { vkey: newSigner(origin, seed).vkey, wrappedSigner: wrap(seed, signerContext(logId)) };
}

/** The origin is fixed when the log is made and unique, whatever happens to the address later (A9). */
export function newLog(organizationId: string | null, at: Date, successorTo?: string) {
  const id = newId(at.getTime());
  const seed = newSeed();
  const host = new URL(env.PUBLIC_URL).hostname;
  const origin =
    successorTo ??
    `${host}/plinto/${organizationId ?? `installation-${createHash("sha256").update(seed).digest("hex").slice(0, 16)}`}`;
  return { id, organizationId, origin, ...newLogKey(id, origin, seed), createdAt: at };
}
