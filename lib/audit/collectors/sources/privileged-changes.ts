import "server-only";
import type { Collector } from "@/lib/platform/contribution";
import { Prisma } from "@/lib/platform/db/generated/client";
import { trailRows } from "./trail-rows";

export const privilegedChanges: Collector = {
  id: "privileged-role-changes",
  title: "Changes of roles and keys",
  description: "Every role given or taken, and every API key made or revoked, with who did it.",
  controls: ["CC6.2", "CC6.3", "A.8.2"],
  evidenceType: "user_activity",
  schedule: "20 3 * * 1",
  cadence: "weekly",
  kind: "period",
  collect: (read, period) =>
    trailRows(read, period, Prisma.sql`e.type = 'privileged_access' and e.crud <> 'read' and e.outcome = 'success'`),
};
