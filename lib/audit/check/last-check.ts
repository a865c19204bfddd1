import "server-only";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import type { Tx } from "@/lib/platform/db/client";
import type { LogCheck } from "./rules";

/** Name of the command whose events are the memory of checks: the trail itself says when it was checked (A15). */
export const checkAction = "log.verify";

/** The hourly check of the newest events only. */
export const tailCheckAction = "log.verify-tail";

/** The last check of the whole log; or one of the newest events that failed since, which whole or not is a failure. */
export async function lastCheck(tx: Tx, organizationId: string | null): Promise<LogCheck | null> {
  const whole = await newest(tx, organizationId, checkAction);
  const tail = await lastTailCheck(tx, organizationId);
  return tail?.state === "failed" && (whole === null || tail.at > whole.at) ? tail : whole;
}

export function lastTailCheck(tx: Tx, organizationId: string | null): Promise<LogCheck | null> {
  return newest(tx, organizationId, tailCheckAction);
}

async function newest(tx: Tx, organizationId: string | null, action: string): Promise<LogCheck | null> {
  // What was found about a log that is closed says nothing of its successor.
  const successor = await tx.auditLog.findFirst({ where: { closedAt: null, successorOfId: { not: null } } });
  const event = await tx.auditEvent.findFirst({
    where: { organizationId, action, outcome: "success", recordedAt: { gte: successor?.createdAt } },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    select: { leaf: true, recordedAt: true },
  });
  if (!event) return null;
  const found = JSON.parse(utf8Text(event.leaf)).change.after as Omit<LogCheck, "at">;
  return { ...found, at: event.recordedAt.toISOString() };
}

/** From which index on nobody has checked a log yet; null when it has hardly grown since. */
export async function firstUnchecked(
  tx: Tx,
  organizationId: string | null,
  size: bigint | null,
): Promise<bigint | null> {
  let first = 0n;
  for (const check of [await lastCheck(tx, organizationId), await lastTailCheck(tx, organizationId)]) {
    if (check?.state === "verified" && BigInt(check.size) > first) first = BigInt(check.size);
  }
  // What a check itself leaves behind is no reason for another. After a restore the log may be another, shorter one.
  if (size === null || (size <= first + 2n && size >= first)) return null;
  return size < first ? 0n : first;
}
