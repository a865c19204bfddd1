import "server-only";
import { inInstallation } from "@/lib/platform/db/door";
import { newRequestId } from "@/lib/platform/ids";
import { record } from "@/lib/platform/operation/record";

/** Keys of logs taken into use since the last time: the installation's own log gets to know of each (A13, A22). */
export function noteKeysInInstallation(at: Date): Promise<number> {
  return inInstallation(async (tx) => {
    const keys = await tx.auditLogKey.findMany({
      where: { startedAt: { not: null }, notedAt: null, number: { gt: 1 } },
      select: { logId: true, number: true, vkey: true, startSize: true, organizationId: true },
      orderBy: { startedAt: "asc" },
    });
    for (const { logId, number, vkey, startSize, organizationId } of keys) {
      await record(
        tx,
        { kind: "installation", organizationId: null, requestId: newRequestId() },
        {
          type: "configuration_change",
          action: "log.key-changed",
          crud: "update",
          outcome: "success",
          riskLevel: "critical",
          retentionClass: "seven_years",
          controlIds: ["CC6.1"],
          resource: { type: "audit_log", id: logId },
          after: { organization: organizationId, vkey, from: `${startSize}` },
        },
        [],
        at,
      );
      await tx.auditLogKey.updateMany({ where: { logId, number, notedAt: null }, data: { notedAt: at } });
    }
    return keys.length;
  });
}
