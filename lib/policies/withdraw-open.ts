import "server-only";
import type { Tx } from "../platform/db/client";

/** Nobody is asked about these versions any longer; what was given stays. */
export async function withdrawOpen(tx: Tx, versionIds: readonly string[], now: Date): Promise<number> {
  const { count } = await tx.policyAssignment.updateMany({
    where: { versionId: { in: [...versionIds] }, status: { in: ["pending", "overdue"] } },
    data: { status: "withdrawn", closedAt: now },
  });
  return count;
}
