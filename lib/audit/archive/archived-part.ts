import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { objectStore } from "@/lib/platform/storage/object-store";
import { copiedLeaves } from "./copied-leaves";

type Log = { logId: string; origin: string; archived: bigint };

/** Leaf bytes of places in the archived part of a log, none beyond it. Throws CopyDamaged. */
export async function archivedLeaves(
  tx: Tx,
  log: Log,
  first: bigint,
  end: bigint,
  store = objectStore(),
): Promise<Uint8Array[]> {
  const stop = end < log.archived ? end : log.archived;
  if (first >= stop) return [];
  const rows = await tx.$queryRaw<{ hash: Uint8Array }[]>`
    select leaf_hash as hash from audit_leaf where log_id = ${log.logId}::uuid
      and index >= ${`${first}`}::bigint and index < ${`${stop}`}::bigint order by index`;
  return copiedLeaves(
    store,
    log.origin,
    first,
    rows.map(({ hash }) => new Uint8Array(hash)),
  );
}

export type ArchiveNotice = { id: string; reference: string; month: string; finishedAt: Date | null };

/** The archive that holds the event at a place; null when none does. */
export async function archiveAt(tx: Tx, logId: string, index: bigint): Promise<ArchiveNotice | null> {
  const rows = await tx.$queryRaw<ArchiveNotice[]>`
    select id, reference, month, finished_at as "finishedAt" from audit_archive where log_id = ${logId}::uuid
      and first <= ${`${index}`}::bigint and first + moved > ${`${index}`}::bigint limit 1`;
  return rows[0] ?? null;
}

/** What a look at the trail from `from` on would have found in bundles; null when they end before it. */
export async function archivedSince(tx: Tx, from: string | Date | undefined) {
  const found = await archivedSummary(tx);
  return found && from && found.until < new Date(from) ? null : found;
}

/** How much of the organisation's trail lies in bundles, up to when; null when none of it. */
async function archivedSummary(tx: Tx): Promise<{ events: bigint; until: Date; archives: number } | null> {
  const [row] = await tx.$queryRaw<{ events: string | null; until: Date | null; archives: number }[]>`
    select sum(moved)::text as events, max(newest_at) as until, count(*)::int as archives from audit_archive where moved > 0`;
  return row?.events && row.until ? { events: BigInt(row.events), until: row.until, archives: row.archives } : null;
}
