import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { monthEnd } from "./rules";

export type Candidate = { logId: string; month: string; first: bigint; count: bigint; newestAt: Date };
type Open = { logId: string; first: bigint; count: bigint };

/**
 * The next month of the organisation's oldest log whose events are all in the database: contiguous from where the archived
 * part and the `open` archives end. A straggler recorded a moment late goes with the month after its own (A4, A14).
 */
export async function nextMonth(tx: Tx, open: readonly Open[]): Promise<Candidate | null> {
  const logs = await tx.$queryRaw<{ logId: string; size: string; archived: string }[]>`
    select l.id as "logId", coalesce((select max(c.size) from audit_checkpoint c where c.log_id = l.id), 0)::text as size,
      coalesce((select max(a.first + a.count) from audit_archive a where a.log_id = l.id and a.state = 'done'), 0)::text as archived
    from audit_log l where l.organization_id = portal_organization() order by l.created_at, l.id`;
  for (const { logId, size, archived } of logs) {
    const first = after(
      BigInt(archived),
      open.filter((each) => each.logId === logId),
    );
    if (first >= BigInt(size)) continue;
    return monthFrom(tx, logId, first, BigInt(size), open);
  }
  return null;
}

/** Where the run of archives that begins at `place` ends. */
function after(place: bigint, open: readonly Open[]): bigint {
  const next = open.find((each) => each.first === place);
  return next ? after(place + next.count, open) : place;
}

async function monthFrom(tx: Tx, logId: string, first: bigint, size: bigint, open: readonly Open[]) {
  const [begin] = await tx.$queryRaw<{ month: string }[]>`
    select to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM') as month from audit_leaf l join audit_event e on e.id = l.event_id
    where l.log_id = ${logId}::uuid and l.index = ${`${first}`}::bigint`;
  if (!begin) return null; // the check of the log says what is wrong there
  // What was refused and is proposed again ends where the next archive begins.
  const ends = open.filter((each) => each.logId === logId && each.first > first).map((each) => each.first);
  const [most = size] = ends.sort((a, b) => (a < b ? -1 : 1));
  const [later] = await tx.$queryRaw<{ index: string }[]>`
    select l.index::text as index from audit_leaf l join audit_event e on e.id = l.event_id
    where l.log_id = ${logId}::uuid and l.index > ${`${first}`}::bigint and l.index < ${`${most}`}::bigint
      and e.recorded_at >= ${monthEnd(begin.month)}::timestamptz order by l.index limit 1`;
  const end = later ? BigInt(later.index) : most;
  const [newest] = await tx.$queryRaw<{ at: Date }[]>`
    select max(e.recorded_at) as at from audit_leaf l join audit_event e on e.id = l.event_id
    where l.log_id = ${logId}::uuid and l.index >= ${`${first}`}::bigint and l.index < ${`${end}`}::bigint`;
  return { logId, month: begin.month, first, count: end - first, newestAt: newest?.at ?? new Date(0) };
}
