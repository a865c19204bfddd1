import "server-only";
import type { Collector } from "@/lib/platform/contribution";
import { Prisma } from "@/lib/platform/db/generated/client";
import { trailRows } from "./trail-rows";

export const backupCheck: Collector = {
  id: "backup-check",
  title: "Backups and restores",
  description: "Every backup and restore on record.",
  controls: ["A1.2", "A1.3", "A.8.13"],
  evidenceType: "backup_verification",
  schedule: "40 3 1 * *",
  cadence: "monthly",
  kind: "period",
  collect: (read, period) =>
    trailRows(
      read,
      period,
      Prisma.sql`e.type = 'backup_operation'`,
      "No row means that no backup and no restore is on record in the period. That is a finding, not a proof of health.",
    ),
};
