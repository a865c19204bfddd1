import "server-only";
import type { Tx } from "../../db/client";
import type { SessionEnd } from "../../db/generated/enums";
import { idleMs } from "./life";

type Which = { personId: string; id?: string | { not: string } };

/** Exactly those whose next request would be answered. */
export async function living(tx: Tx, which: Which, now: Date) {
  const { sessionVersion } = await tx.person.findUniqueOrThrow({
    where: { id: which.personId },
    select: { sessionVersion: true },
  });
  const lastSeenAt = { gte: new Date(now.getTime() - idleMs) };
  return { ...which, sessionVersion, revokedAt: null, expiresAt: { gt: now }, lastSeenAt };
}

/**
 * Ends sessions within a command's transaction: their next request finds nobody signed in. Those that ran out by themselves are
 * ended too, so that no clock can bring one back. @returns how many had been alive; of two acts at once only one counts them
 */
export async function endSessions(tx: Tx, which: Which, why: SessionEnd, now: Date): Promise<number> {
  const data = { revokedAt: now, endReason: why };
  const { count } = await tx.session.updateMany({ where: await living(tx, which, now), data });
  await tx.session.updateMany({ where: { ...which, revokedAt: null }, data });
  return count;
}
