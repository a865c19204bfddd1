import "server-only";
import { duringPeriod, tableOf } from "@/lib/platform/collecting";
import type { Collector } from "@/lib/platform/contribution";
import { Prisma } from "@/lib/platform/db/generated/client";

const columns = [
  "event_id",
  "recorded_at",
  "action",
  "actor",
  "resource_type",
  "resource",
  "roles_before",
  "roles_after",
] as const;

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
    tableOf(
      read,
      columns,
      (after, limit) => Prisma.sql`
        select e.id::text as key, e.id::text as event_id, e.recorded_at, e.action,
          coalesce(e.actor_name, e.actor_kind) as actor, e.resource_type, coalesce(e.resource_label, e.resource_id) as resource,
          convert_from(e.leaf, 'UTF8')::jsonb #>> '{change,before,roles}' as roles_before,
          convert_from(e.leaf, 'UTF8')::jsonb #>> '{change,after,roles}' as roles_after
        from audit_event e
        where ${duringPeriod(Prisma.sql`e.recorded_at`, period)} and e.type = 'privileged_access' and e.crud <> 'read'
          and e.outcome = 'success' and e.id > ${after}::uuid
        order by e.id limit ${limit}`,
    ),
};
