import "server-only";
import { Prisma } from "@/lib/platform/db/generated/client";

/**
 * Every clock that is decided, with when and whether late: met at its end or breached at its due time, whoever had noticed by
 * `now` (S15, S27). Voided clocks are not here; breached ones always are (S16). One select, to stand in a `from`.
 */
export const decidedClocks = (organizationId: string, now: Date) => Prisma.sql`
  select id, ticket_id, metric, relaxed, due_at, ended_at, true as late, coalesce(breached_at, due_at) as decided_at from sla_clock
    where organization_id = ${organizationId}::uuid
      and (breached_at is not null or (ended_at is null and voided_at is null and due_at < ${now}))
  union all
  select id, ticket_id, metric, relaxed, due_at, ended_at, false, ended_at from sla_clock
    where organization_id = ${organizationId}::uuid and breached_at is null and ended_at is not null`;
