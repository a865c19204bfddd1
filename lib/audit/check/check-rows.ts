import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type ColumnValue, columnsIn, type EventColumn } from "@/lib/platform/event-columns";
import type { SignedLog } from "../export/package-source";

export type Columns = Record<EventColumn, ColumnValue>;
export type CheckRow = {
  /** Null while it waits for its place. */
  index: bigint | null;
  leaf: Uint8Array | null;
  leafHash: Uint8Array;
  columns: Columns;
  organizationId: string | null;
  /** Whether the row says it was recorded in this log, or in one of which this is the successor and before that was closed. */
  ofThisLog: boolean;
};

type Found = { index: string | null; leaf: Uint8Array | null; hash: Uint8Array | null } & Record<string, unknown>;

/** A whole number of tiles, so that each batch needs the hashes of its own only. */
const batch = 1_024;

/** Events recorded in a log that was closed before it signed them stand in its successor (A9); clocks may differ by a minute. */
const ofThisLog = (logId: string) => Prisma.sql`
  (e.log_id = ${logId}::uuid or e.log_id in (
    with recursive before(id, closed_at, successor_of_id) as (
      select p.id, p.closed_at, p.successor_of_id from audit_log l join audit_log p on p.id = l.successor_of_id where l.id = ${logId}::uuid
      union all select p.id, p.closed_at, p.successor_of_id from before b join audit_log p on p.id = b.successor_of_id)
    select id from before where e.recorded_at <= closed_at + interval '1 minute')) as "ofThisLog"`;

/** The next rows of the log with the bytes and the columns as they stand; a vanished event shows as a null leaf. */
export async function checkRows(tx: Tx, log: SignedLog, first: bigint): Promise<CheckRow[]> {
  const rows = await tx.$queryRaw<Found[]>`
    select e.*, ${ofThisLog(log.logId)}, l.index::text as index, l.leaf_hash as hash from audit_leaf l
    left join audit_event e on e.id = l.event_id
    where l.log_id = ${log.logId}::uuid and l.index >= ${`${first}`}::bigint and l.index < ${`${log.size}`}::bigint
    order by l.index limit ${batch}`;
  return rows.map(toRow);
}

/** Events that wait for their place or for its signature: they must fit their own bytes, though nobody signed these yet. */
export async function waitingRows(tx: Tx, log: SignedLog, after: string | null): Promise<CheckRow[]> {
  const rows = await tx.$queryRaw<Found[]>`
    select e.*, ${ofThisLog(log.logId)}, null as index, null as hash from audit_event e
    where e.id in (select event_id from audit_pending where log_id = ${log.logId}::uuid
      union all select event_id from audit_leaf where log_id = ${log.logId}::uuid and index >= ${`${log.size}`}::bigint)
      and (${after}::uuid is null or e.id > ${after}::uuid) order by e.id limit ${batch}`;
  return rows.map(toRow);
}

const toRow = (row: Found): CheckRow => ({
  index: row.index === null ? null : BigInt(row.index),
  leaf: row.leaf && new Uint8Array(row.leaf),
  leafHash: new Uint8Array(row.hash ?? []),
  columns: columnsIn(row),
  organizationId: (row.organization_id as string | null) ?? null,
  ofThisLog: row.ofThisLog === true,
});

/**
 * Rows among the events that stand in no log of their organisation and are not on their way there: somebody wrote them past the
 * portal. A place in somebody else's log is none (A7).
 */
export async function strangers(tx: Tx, organizationId: string | null): Promise<number> {
  const ours = Prisma.sql`g.organization_id is not distinct from e.organization_id`;
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select 1 from audit_event e
      where ${organizationId === null ? Prisma.sql`e.organization_id is null` : Prisma.sql`e.organization_id = ${organizationId}::uuid`}
      and not exists (select 1 from audit_leaf l join audit_log g on g.id = l.log_id and ${ours} where l.event_id = e.id and l.index >= 0)
      and not exists (select 1 from audit_pending p join audit_log g on g.id = p.log_id and ${ours} where p.event_id = e.id)
      limit 1000) found`;
  return rows[0]?.count ?? 0;
}
