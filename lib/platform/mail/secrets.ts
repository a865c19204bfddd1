import "server-only";
import { randomBytes } from "node:crypto";
import { open, seal, UnreadableError, unwrap, wrap } from "../crypto/keyring";
import type { Tx } from "../db/client";
import type { MailSecret as Row } from "../db/generated/client";
import { AppError } from "../errors";
import { newId } from "../ids";
import { filled } from "./places";

/** A code or link of a mail: `{{name}}` stands for it in the text. */
export type MailSecret = {
  name: string;
  value: string;
  /** The row it opens: whatever redeems that destroys the key. */
  credentialId: string;
  expiresAt: Date;
};

const contextOf = (id: string) => `mail-secret:${id}`;

export async function keepSecrets(
  tx: Tx,
  mail: { id: string; organizationId: string },
  secrets: readonly MailSecret[],
  now: Date,
): Promise<void> {
  if (secrets.length === 0) return;
  await tx.mailSecret.createMany({
    data: secrets.map(({ value, ...secret }) => {
      const id = newId(now.getTime());
      const key = randomBytes(32);
      return {
        ...{ id, organizationId: mail.organizationId, mailId: mail.id, ...secret },
        sealed: new Uint8Array(seal(key, Buffer.from(value), contextOf(id))),
        wrappedKey: wrap(key, contextOf(id)),
      };
    }),
  });
}

/** Whether every code and link of a mail can still be used. */
export const secretsWork = (rows: readonly Row[], now: Date): boolean =>
  rows.every(({ wrappedKey, expiresAt }) => wrappedKey !== null && expiresAt > now);

/**
 * The secrets of a mail, as long as every one of them still works; null when one was used or is past its time. Throws AppError
 * `unavailable` when they cannot be decrypted.
 */
export function openSecrets(rows: readonly Row[], now: Date): MailSecret[] | null {
  if (!secretsWork(rows, now)) return null;
  return rows.flatMap(({ id, name, credentialId, sealed, wrappedKey, expiresAt }) =>
    wrappedKey === null ? [] : [{ name, value: opened(id, wrappedKey, sealed), credentialId, expiresAt }],
  );
}

function opened(id: string, wrappedKey: Uint8Array, sealed: Uint8Array): string {
  try {
    return open(unwrap(wrappedKey, contextOf(id)), sealed, contextOf(id)).toString();
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    throw new AppError(
      "unavailable",
      "The code or link in it cannot be opened with this portal's master key. The operator checks PORTAL_MASTER_KEY.",
    );
  }
}

/** The text for the hand-over; null when a code or link in it no longer works. */
export function textOf(mail: { body: string; secrets: readonly Row[] }, now: Date): string | null {
  const opened = openSecrets(mail.secrets, now);
  return (
    opened &&
    filled(
      mail.body,
      opened.map(({ name, value }) => [name, value]),
    )
  );
}

/** In the transaction that redeems the code or link. */
export async function destroySecretsOf(tx: Tx, credentialId: string, now: Date): Promise<void> {
  await tx.mailSecret.updateMany({
    where: { credentialId, destroyedAt: null },
    data: { wrappedKey: null, destroyedAt: now },
  });
}
