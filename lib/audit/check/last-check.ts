import "server-only";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import type { Tx } from "@/lib/platform/db/client";
import type { LogCheck } from "./rules";

/** Name of the command whose events are the memory of checks: the trail itself says when it was checked (A15). */
export const checkAction = "log.verify";

/** The hourly check of the newest events only. */
export const tailCheckAction = "log.verify-tail";

/** The last check of the whole log; or one of the newest events that failed since, which whole or not is a failure. */
export async function lastCheck(tx: Tx, organizationId: string): Promise<LogCheck | null> {
  const whole = await newest(tx, organizationId, checkAction);
  const tail = await lastTailCheck(tx, organizationId);
  return tail?.state === "failed" && (whole === null || tail.at > whole.at) ? tail : whole;
}

export function lastTailCheck(tx: Tx, organizationId: string): Promise<LogCheck | null> {
  return newest(tx, organizationId, tailCheckAction);
}

async function newest(tx: Tx, organizationId: string, action: string): Promise<LogCheck | null> {
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
