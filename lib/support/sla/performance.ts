import "server-only";
import { duringPeriod, tableOf } from "@/lib/platform/collecting";
import type { Collector } from "@/lib/platform/contribution";
import { Prisma } from "@/lib/platform/db/generated/client";

const columns = [
  "ticket",
  "tier",
  "priority",
  "metric",
  "started_at",
  "target_seconds",
  "due_at",
  "ended_at",
  "breached_at",
  "relaxed",
] as const;

/** Every promise to a customer made in the period, and whether it was kept. */
export const slaPerformance: Collector = {
  id: "sla-performance",
  title: "SLA performance",
  description: "Every service-level clock that started in the period: target, due time, end and breach.",
  controls: ["CC7.3", "A1.2"],
  evidenceType: "control_test",
  schedule: "45 4 1 * *",
  cadence: "monthly",
  kind: "period",
  collect: (read, period) =>
    tableOf(
      read,
      columns,
      (after, limit) => Prisma.sql`
        select c.id::text as key, t.reference as ticket, t.tier::text as tier, t.priority::text as priority,
          c.metric::text as metric, c.started_at, c.target_seconds, c.due_at, c.ended_at, c.breached_at, c.relaxed
        from sla_clock c join ticket t on t.id = c.ticket_id
        where ${duringPeriod(Prisma.sql`c.started_at`, period)} and c.voided_at is null and c.id > ${after}::uuid
        order by c.id limit ${limit}`,
      "A clock without an end was still running when this was taken; its breach, if any, stands in its row.",
    ),
};
