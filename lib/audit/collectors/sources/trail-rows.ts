import "server-only";
import { duringPeriod, tableOf } from "@/lib/platform/collecting";
import type { CollectedTable, Period, ReadTenant } from "@/lib/platform/contribution";
import { Prisma } from "@/lib/platform/db/generated/client";

const columns = [
  "event_id",
  "recorded_at",
  "action",
  "outcome",
  "actor",
  "resource_type",
  "resource",
  "address",
] as const;

/** Events of the trail within a period; each can be looked up, with its proof, by its id. */
export function trailRows(read: ReadTenant, period: Period, which: Prisma.Sql, note?: string): CollectedTable {
  return tableOf(
    read,
    columns,
    (after, limit) => Prisma.sql`
      select e.id::text as key, e.id::text as event_id, e.recorded_at, e.action, e.outcome::text as outcome,
        coalesce(e.actor_name, e.actor_kind) as actor, e.resource_type, coalesce(e.resource_label, e.resource_id) as resource,
        e.ip as address
      from audit_event e
      where ${duringPeriod(Prisma.sql`e.recorded_at`, period)} and ${which} and e.id > ${after}::uuid
      order by e.id limit ${limit}`,
    note,
  );
}
