import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { recordedWithin } from "../figure-conditions";

export type Period = { from: Date; to: Date };
export type Count = { name: string; count: number };
type Scope = { organizationId: string; period: Period; controls: readonly string[] | null };

const ofFramework = (controls: readonly string[] | null, column: Prisma.Sql) =>
  controls === null ? Prisma.empty : Prisma.sql`and ${column} && ${controls}::text[]`;

/** Events of the period, and of the framework's controls when one was chosen; the alias is `e`. */
function events({ organizationId, period, controls }: Scope): Prisma.Sql {
  return Prisma.sql`${recordedWithin(organizationId, period)} ${ofFramework(controls, Prisma.sql`e.control_ids`)}`;
}

/** Counts of events by type, outcome and risk in one pass, with people, resources and what stands out. */
export async function countEvents(tx: Tx, scope: Scope) {
  const rows = await tx.$queryRaw<{ kind: "type" | "outcome" | "risk"; name: string; count: number }[]>`
    select case when grouping(e.type) = 0 then 'type' when grouping(e.outcome) = 0 then 'outcome' else 'risk' end as kind,
      coalesce(e.type::text, e.outcome::text, e.risk_level::text) as name, count(*)::int as count
    from audit_event e where ${events(scope)} group by grouping sets ((e.type), (e.outcome), (e.risk_level))
    order by count desc, name`;
  const [facts] = await tx.$queryRaw<
    Record<
      "total" | "people" | "keys" | "resources" | "failedSignIns" | "privileged" | "denied" | "controlFailures",
      number
    >[]
  >`
    select count(*)::int as total, count(distinct e.actor_id) filter (where e.actor_kind = 'user')::int as people,
      count(distinct e.actor_id) filter (where e.actor_kind = 'api_key')::int as keys,
      count(distinct (e.resource_type, e.resource_id)) filter (where e.resource_id is not null)::int as resources,
      (count(*) filter (where e.action = 'session.start' and e.outcome = 'failure'))::int as "failedSignIns",
      (count(*) filter (where e.type = 'privileged_access' and e.outcome = 'success'))::int as privileged,
      (count(*) filter (where e.outcome = 'denied'))::int as denied,
      (count(*) filter (where e.action like '%.integrity-alert' or (e.type = 'compliance_control' and e.outcome = 'failure')))::int
        as "controlFailures"
    from audit_event e where ${events(scope)}`;
  const of = (kind: string): Count[] =>
    rows.filter((row) => row.kind === kind).map(({ name, count }) => ({ name, count }));
  return { byType: of("type"), byOutcome: of("outcome"), byRisk: of("risk"), ...facts };
}

/** Who acted most, and on what; people by the name the events carry, which is empty once it was erased. */
export async function busiest(tx: Tx, scope: Scope) {
  const people = await tx.$queryRaw<{ id: string; name: string | null; count: number }[]>`
    select e.actor_id as id, max(e.actor_name) as name, count(*)::int as count from audit_event e
    where ${events(scope)} and e.actor_kind = 'user' group by e.actor_id order by count desc, id limit 10`;
  const resources = await tx.$queryRaw<Count[]>`
    select e.resource_type as name, count(*)::int as count from audit_event e
    where ${events(scope)} group by e.resource_type order by count desc, name limit 10`;
  return { people, resources };
}

/** Incidents opened (with the clocks missed until now), alerts raised and evidence collected in the period. */
export async function countWork(tx: Tx, { period: { from, to }, controls }: Scope, now: Date) {
  const incidents = await tx.$queryRaw<(Count & { missed: number; closed: number })[]>`
    select i.severity::text as name, count(*)::int as count, (count(*) filter (where i.status = 'closed'))::int as closed,
      (count(*) filter (where coalesce(i.acknowledged_at, ${now}::timestamptz) > i.acknowledge_by))::int as missed
    from incident i where i.opened_at >= ${from} and i.opened_at < ${to} ${ofFramework(controls, Prisma.sql`i.control_ids`)}
    group by i.severity order by i.severity`;
  const alerts = await tx.$queryRaw<Count[]>`
    select level::text as name, count(*)::int as count from alert where raised_at >= ${from} and raised_at < ${to}
    group by level order by level desc`;
  const evidence = await tx.$queryRaw<Count[]>`
    select type::text as name, count(*)::int as count from evidence
    where created_at >= ${from} and created_at < ${to} ${ofFramework(controls, Prisma.sql`control_ids`)}
    group by type order by count desc, name`;
  return { incidents, alerts, evidence };
}

/** Pieces of evidence of the period for any of these controls. */
export async function countEvidenceFor(tx: Tx, { from, to }: Period, controls: readonly string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from evidence
    where created_at >= ${from} and created_at < ${to} and control_ids && ${controls}::text[]`;
  return row?.count ?? 0;
}
