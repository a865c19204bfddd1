import "server-only";
import type { Tx } from "../../platform/db/client";
import { type Figure, figure } from "../rules";

/** Acknowledged ÷ asked per version; exempted and withdrawn people are in neither number (P19). */
export async function assignmentCounts(tx: Tx, versionIds: readonly string[]): Promise<ReadonlyMap<string, Figure>> {
  const groups = await tx.policyAssignment.groupBy({
    by: ["versionId", "status"],
    where: {
      versionId: { in: [...versionIds] },
      current: true,
      status: { in: ["pending", "overdue", "acknowledged"] },
    },
    _count: true,
  });
  return new Map(
    versionIds.map((id) => {
      const own = groups.filter(({ versionId }) => versionId === id);
      const done = own.filter(({ status }) => status === "acknowledged").reduce((sum, row) => sum + row._count, 0);
      return [
        id,
        figure(
          done,
          own.reduce((sum, row) => sum + row._count, 0),
        ),
      ];
    }),
  );
}
