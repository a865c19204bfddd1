import "server-only";
import { pseudonymOf } from "@/lib/platform/crypto/pseudonym";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import type { TrailEvent } from "./rules";

type Row = {
  index: string;
  id: string;
  action: string;
  type: string;
  crud: string;
  outcome: string;
  actorKind: string;
  actorId: string | null;
  resourceType: string;
  resourceId: string | null;
  ip: string | null;
  occurredAt: Date;
  recordedAt: Date;
  leaf: Uint8Array | null;
};

/** Only what some rule reads; everything else is passed over by the database. */
const relevant = Prisma.sql`(e.action = 'session.start' or e.type = 'privileged_access' or e.outcome = 'denied'
  or e.action ~ '[.-](export|download)$' or e.action like '%.integrity-alert')`;

const columns = Prisma.sql`l.index::text as index, e.id, e.action, e.type::text, e.crud::text, e.outcome::text,
  e.actor_kind as "actorKind", e.actor_id as "actorId", e.resource_type as "resourceType", e.resource_id as "resourceId", e.ip,
  e.occurred_at as "occurredAt", e.recorded_at as "recordedAt",
  case when e.type = 'privileged_access' then e.leaf end as leaf`;

/** Events of a log the rules read, in its order, from `first` on, below `end`. */
export async function trailByIndex(tx: Tx, logId: string, first: bigint, end: bigint, limit: number) {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} from audit_leaf l join audit_event e on e.id = l.event_id
    where l.log_id = ${logId}::uuid and l.index >= ${`${first}`}::bigint and l.index < ${`${end}`}::bigint and ${relevant}
    order by l.index limit ${limit}`;
  return rows.map((row) => ({ index: BigInt(row.index), event: eventOf(row) }));
}

/** Events recorded since a moment and before an index, for what the rules have to remember. */
export async function trailBefore(
  tx: Tx,
  { organizationId, logId, before, since }: { organizationId: string; logId: string; before: bigint; since: Date },
): Promise<TrailEvent[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} from audit_event e join audit_leaf l on l.event_id = e.id and l.log_id = ${logId}::uuid
    where e.organization_id = ${organizationId}::uuid and e.recorded_at >= ${since} and l.index < ${`${before}`}::bigint
      and ${relevant}
    order by l.index`;
  return rows.map(eventOf);
}

/** Events recorded since a moment, for trying a rule. */
export async function trailSince(tx: Tx, organizationId: string, since: Date, limit: number): Promise<TrailEvent[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} from audit_event e left join audit_leaf l on l.event_id = e.id
    where e.organization_id = ${organizationId}::uuid and e.recorded_at >= ${since} and ${relevant}
    order by e.recorded_at, e.id limit ${limit}`;
  return rows.map(eventOf);
}

/** The same of what belongs to no organisation (A22): unknown people who try to sign in. Read through the door only. */
export async function installationTrail(tx: Tx, since: Date, limit: number): Promise<TrailEvent[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select ${columns} from audit_event e left join audit_leaf l on l.event_id = e.id
    where e.organization_id is null and e.recorded_at >= ${since} and ${relevant}
    order by e.recorded_at, e.id limit ${limit}`;
  return rows.map(eventOf);
}

function eventOf({ index: _, ip, leaf, occurredAt, recordedAt, ...row }: Row): TrailEvent {
  return {
    ...row,
    address: ip === null ? null : pseudonymOf("address", ip),
    granted: leaf === null ? [] : grantedIn(leaf),
    occurredAt: occurredAt.getTime(),
    recordedAt: recordedAt.getTime(),
  };
}

/** Roles an event gave: those in its change that were not there before. Roles are no protected values. */
function grantedIn(leaf: Uint8Array): string[] {
  try {
    const { change } = JSON.parse(Buffer.from(leaf).toString("utf8")) as {
      change?: { before?: { roles?: unknown } | null; after?: { roles?: unknown } | null };
    };
    const before = listOf(change?.before?.roles);
    return listOf(change?.after?.roles).filter((role) => !before.includes(role));
  } catch {
    // An altered leaf is the integrity check's business.
    return [];
  }
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
