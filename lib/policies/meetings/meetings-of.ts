import "server-only";
import type { Tx } from "../../platform/db/client";
import { dateText } from "../local-day";

/** Meetings where versions were explained, the latest first: how many were there, and how many of them confirmed since (P15). */
export async function meetingsOf(tx: Tx, versionIds: readonly string[]) {
  const where = { versionId: { in: [...versionIds] } };
  const rows = await tx.policyAttendance.findMany({ where, orderBy: [{ heldOn: "desc" }, { id: "desc" }], take: 100 });
  const ids = rows.map(({ id }) => id);
  const counts = await tx.policyAssignment.groupBy({
    by: ["attendanceId", "status"],
    where: { attendanceId: { in: ids } },
    _count: true,
  });
  return rows.map(({ id, versionId, managerId, heldOn, note, attachmentId }) => {
    const of = counts.filter(({ attendanceId }) => attendanceId === id);
    const sum = (some: typeof of) => some.reduce((all, { _count }) => all + _count, 0);
    return {
      ...{ id, versionId, managerId, note },
      heldOn: dateText(heldOn),
      hasList: attachmentId !== null,
      attended: sum(of),
      confirmed: sum(of.filter(({ status }) => status === "acknowledged")),
    };
  });
}
