import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { holdsOn } from "@/lib/platform/holds";
import { classEnds } from "../keys/retention-basis";
import type { RetentionClass } from "../schema";

export type MonthOfLog = { logId: string; month: string; first: bigint; count: bigint };

/**
 * Why a month of the log stays in the database, as the end of a sentence; null when it may go to a bundle: past the retention of
 * every class of its events, its keys destroyed, under no hold, and not the story of evidence that is still kept (E4, E6, A17).
 */
export async function reasonToKeep(
  tx: Tx,
  { logId, month, first, count }: MonthOfLog,
  now: Date,
): Promise<string | null> {
  const [from, to] = [`${first}`, `${first + count}`];
  const classes = await tx.$queryRaw<{ class: RetentionClass }[]>`
    select distinct e.retention_class::text as class from audit_leaf l join audit_event e on e.id = l.event_id
    where l.log_id = ${logId}::uuid and l.index >= ${from}::bigint and l.index < ${to}::bigint`;
  const ends = classes.map(({ class: retentionClass }) => classEnds(retentionClass, month)).sort();
  const end = ends.at(-1);
  if (end !== undefined && end > now.toISOString()) return `events of it are kept until ${end.slice(0, 10)}`;
  const held = new Set((await holdsOn(tx, { kind: "audit_event", month })).map(({ reference }) => reference));
  const named = await tx.$queryRaw<{ reference: string }[]>`
    select distinct h.reference from legal_hold h join legal_hold_item i on i.hold_id = h.id and i.kind = 'audit_event'
    join audit_leaf l on l.event_id::text = i.object_id
    where h.released_at is null and l.log_id = ${logId}::uuid and l.index >= ${from}::bigint and l.index < ${to}::bigint`;
  for (const { reference } of named) held.add(reference);
  if (held.size > 0) return `under legal hold ${[...held].sort().join(", ")}`;
  const alive = await tx.subjectKey.count({ where: { destroyedAt: null, month: { lte: month } } });
  if (alive > 0) return `${alive} keys up to this month are not destroyed yet`;
  const [kept] = await tx.$queryRaw<{ reference: string }[]>`
    select v.reference from audit_leaf l join audit_event e on e.id = l.event_id join evidence v on v.id::text = e.resource_id
    where l.log_id = ${logId}::uuid and l.index >= ${from}::bigint and l.index < ${to}::bigint
      and e.resource_type = 'evidence' and v.status <> 'disposed' order by l.index limit 1`;
  return kept ? `${kept.reference} is still kept, and its chain of custody begins here` : null;
}
