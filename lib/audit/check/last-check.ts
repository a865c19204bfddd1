import "server-only";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import type { Tx } from "@/lib/platform/db/client";
import type { LogCheck } from "./rules";

/** Name of the command whose events are the memory of checks: the trail itself says when it was checked (A15). */
export const checkAction = "log.verify";

export async function lastCheck(tx: Tx, organizationId: string): Promise<LogCheck | null> {
  const event = await tx.auditEvent.findFirst({
    where: { organizationId, action: checkAction, outcome: "success" },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    select: { leaf: true, recordedAt: true },
  });
  if (!event) return null;
  const found = JSON.parse(utf8Text(event.leaf)).change.after as Omit<LogCheck, "at">;
  return { ...found, at: event.recordedAt.toISOString() };
}
