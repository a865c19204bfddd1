import "server-only";
import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { purposeKey } from "@/lib/platform/crypto/keyring";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { destroySecretsOf } from "@/lib/platform/mail/secrets";

export const codeMinutes = 10;

type IssuedCode = { id: string; code: string; expiresAt: Date };

/** A mail with a code in it: before all others, and never after the code's end. Its text has only the place `{{code}}`. */
export const codeMail = ({ id, code, expiresAt }: IssuedCode) =>
  ({ priority: "code", expiresAt, secrets: [{ name: "code", value: code, credentialId: id, expiresAt }] }) as const;
const tries = 5;
const perDay = 5;
const day = 24 * 60 * 60_000;

type Purpose = { organizationId: string; requestId: string; packageId: string | null };

/** Keyed and bound to the row: a leaked table gives no codes away, though there are only a million of them (C4). */
function hashOf(id: string, code: string): Buffer {
  return createHmac("sha256", purposeKey("one-time code")).update(`${id}|${code}`).digest();
}

/** A new code makes the older ones worthless. @throws AppError rate_limited after five in a day */
export async function issueCode(tx: Tx, purpose: Purpose, now: Date): Promise<IssuedCode> {
  const { requestId, packageId } = purpose;
  const recent = await tx.requestCode.count({
    where: { requestId, packageId, createdAt: { gt: new Date(now.getTime() - day) } },
  });
  if (recent >= perDay) {
    throw new AppError("rate_limited", "Five codes were sent within a day. No further one was sent. Try tomorrow.");
  }
  const id = newId(now.getTime());
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const expiresAt = new Date(now.getTime() + codeMinutes * 60_000);
  await tx.requestCode.create({
    data: {
      id,
      ...purpose,
      codeHash: hashOf(id, code).toString("hex"),
      createdAt: now,
      expiresAt,
      triesLeft: tries,
    },
  });
  return { id, code, expiresAt };
}

export type CodeAnswer = { right: true } | { right: false; triesLeft: number };

/**
 * Compares in constant time and counts the try, also the wrong one: the caller must commit, never throw, on a wrong code.
 * Unknown, used, expired and exhausted codes are answered like wrong ones.
 */
export async function tryCode(tx: Tx, purpose: Purpose, code: string, now: Date): Promise<CodeAnswer> {
  const [row] = await tx.$queryRaw<{ id: string; hash: string; expires: Date; tries: number; used: Date | null }[]>`
    select id, code_hash as hash, expires_at as expires, tries_left as tries, used_at as used from request_code
    where request_id = ${purpose.requestId}::uuid and package_id is not distinct from ${purpose.packageId}::uuid
    order by created_at desc, id desc limit 1 for update`;
  const expected = row ? Buffer.from(row.hash, "hex") : Buffer.alloc(32);
  const same = timingSafeEqual(expected, hashOf(row?.id ?? "", code));
  const alive = row !== undefined && row.used === null && row.expires > now && row.tries > 0;
  if (!alive) return { right: false, triesLeft: 0 };
  const triesLeft = row.tries - 1;
  await tx.requestCode.update({ where: { id: row.id }, data: { triesLeft, usedAt: same ? now : null } });
  if (same || triesLeft === 0) await destroySecretsOf(tx, row.id, now);
  return same ? { right: true } : { right: false, triesLeft };
}

export function wrongCode(triesLeft: number): AppError {
  const message =
    triesLeft > 0
      ? `This is not the code. You have ${triesLeft} ${triesLeft === 1 ? "try" : "tries"} left.`
      : "This code cannot be used any more: it was wrong too often, is used up or is older than ten minutes. Ask for a new one.";
  return new AppError("invalid", message, { fieldErrors: { code: [message] } });
}
