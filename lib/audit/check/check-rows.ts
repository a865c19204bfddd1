import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { eventColumns } from "@/lib/platform/event-columns";
import type { SignedLog } from "../export/package-source";
import { cellOf } from "../leaf";

export type CheckRow = { index: bigint; leaf: Uint8Array | null; leafHash: Uint8Array; cells: string[] };

/** A whole number of tiles, so that each batch needs the hashes of its own only. */
const batch = 1_024;

/** The next rows of the log with the bytes and the columns as they stand; a vanished event shows as a null leaf. */
export async function checkRows(tx: Tx, log: SignedLog, first: bigint): Promise<CheckRow[]> {
  const rows = await tx.$queryRaw<
    ({ index: string; leaf: Uint8Array | null; hash: Uint8Array } & Record<string, unknown>)[]
  >`
    select e.*, l.index::text as index, l.leaf_hash as hash from audit_leaf l
    left join audit_event e on e.id = l.event_id
    where l.log_id = ${log.logId}::uuid and l.index >= ${`${first}`}::bigint and l.index < ${`${log.size}`}::bigint
    order by l.index limit ${batch}`;
  return rows.map((row) => ({
    index: BigInt(row.index),
    leaf: row.leaf && new Uint8Array(row.leaf),
    leafHash: new Uint8Array(row.hash),
    cells: eventColumns.map((column) => cellOf(row[column])),
  }));
}

/** Rows among the events that are neither in a log nor on their way there: somebody wrote them past the portal. */
export async function strangers(tx: Tx, organizationId: string | null): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select 1 from audit_event e
      where ${organizationId === null ? Prisma.sql`e.organization_id is null` : Prisma.sql`e.organization_id = ${organizationId}::uuid`}
      and not exists (select 1 from audit_leaf l where l.event_id = e.id)
      and not exists (select 1 from audit_pending p where p.event_id = e.id) limit 1000) found`;
  return rows[0]?.count ?? 0;
}
