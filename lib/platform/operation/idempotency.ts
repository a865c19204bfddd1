import "server-only";
import { createHash } from "node:crypto";
import { type Actor, actorIdOf } from "../auth/actor-types";
import { canonicalize } from "../crypto/canonical-json";
import type { Tx } from "../db/client";
import { AppError } from "../errors";

export type StoredAnswer = { response: unknown };

const kept = 24 * 60 * 60 * 1000;

function hashOf(input: unknown): string {
  return createHash("sha256")
    .update(canonicalize(plainOf(input, true)))
    .digest("hex");
}

/** What JSON can carry. `sameBytes`: of a stored file only what it is, since each sending gets a key and an id of its own. */
function plainOf(value: unknown, sameBytes = false) {
  const text = JSON.stringify(value ?? null, (_, each) => {
    if (typeof each === "bigint") return Number(each);
    const isFile = sameBytes && typeof each === "object" && each !== null && "storageKey" in each;
    return isFile ? { sha256: each.sha256, fileName: each.fileName, mediaType: each.mediaType } : each;
  });
  return JSON.parse(text);
}

/**
 * Claims an Idempotency-Key inside the command's transaction (platform.md section 3).
 * Same body → the stored answer; other body → 422; still running elsewhere → 409; free → null, and `keep` stores the answer.
 */
export async function claim(
  tx: Tx,
  actor: Actor,
  operation: string,
  key: string,
  input: unknown,
  at: Date,
): Promise<StoredAnswer | null> {
  const actorId = actorIdOf(actor) ?? "visitor";
  const [lock] = await tx.$queryRaw<{ free: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${actor.organizationId}|${actorId}|${operation}|${key}`}, 0)) as free`;
  if (!lock?.free)
    throw new AppError(
      "conflict",
      "A request with this Idempotency-Key is still being worked on. Try again in a moment.",
    );
  const where = {
    organizationId_actorId_operation_key: { organizationId: actor.organizationId, actorId, operation, key },
  };
  const known = await tx.idempotencyRecord.findUnique({ where });
  if (!known) return null;
  if (known.expiresAt <= at) {
    await tx.idempotencyRecord.delete({ where });
    return null;
  }
  if (known.requestHash !== hashOf(input)) {
    throw new AppError("invalid", "This Idempotency-Key was used with another body. Nothing was done: use a new key.");
  }
  return { response: known.response };
}

export async function keep(
  tx: Tx,
  actor: Actor,
  operation: string,
  key: string,
  input: unknown,
  response: unknown,
  at: Date,
): Promise<void> {
  await tx.idempotencyRecord.create({
    data: {
      organizationId: actor.organizationId,
      actorId: actorIdOf(actor) ?? "visitor",
      operation,
      key,
      requestHash: hashOf(input),
      response: plainOf(response),
      expiresAt: new Date(at.getTime() + kept),
    },
  });
}
