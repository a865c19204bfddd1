import "server-only";
import type { Collector } from "@/lib/platform/contribution";
import { Prisma } from "@/lib/platform/db/generated/client";
import { trailRows } from "./trail-rows";

export const failedSignIns: Collector = {
  id: "failed-sign-ins",
  title: "Failed sign-ins",
  description: "Every attempt to sign in that was refused, of people of this organisation.",
  controls: ["CC6.1", "CC7.2", "A.8.15"],
  evidenceType: "system_log",
  schedule: "30 3 * * 1",
  cadence: "weekly",
  kind: "period",
  collect: (read, period) =>
    trailRows(
      read,
      period,
      Prisma.sql`e.action = 'session.start' and e.outcome <> 'success'`,
      "Attempts with an address nobody has belong to the installation's own log, not to an organisation's.",
    ),
};
