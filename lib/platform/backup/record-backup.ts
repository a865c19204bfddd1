import "server-only";
import { inInstallation } from "../db/door";
import { newRequestId } from "../ids";
import type { EventSubject } from "../operation/event-draft";
import { record } from "../operation/record";
import { ensureInstallation } from "../setup/create-organization";

/** Backups and restores belong to no organisation: they stand in the installation's own log (A22). */
export async function recordBackup(
  action: "backup.create" | "backup.restore",
  at: Date,
  subject: Pick<EventSubject, "after"> & { backupId: string },
): Promise<void> {
  await ensureInstallation();
  const by = { kind: "installation", organizationId: null, requestId: newRequestId() } as const;
  const words = { type: "backup_operation", outcome: "success", retentionClass: "seven_years" } as const;
  await inInstallation((tx) =>
    record(
      tx,
      by,
      {
        ...{ ...words, action, crud: action === "backup.create" ? "create" : "update" },
        ...{ riskLevel: action === "backup.create" ? "low" : "high", controlIds: ["A1.2", "A1.3"] },
        resource: { type: "backup", id: subject.backupId },
        after: subject.after,
      },
      [],
      at,
    ),
  );
}
