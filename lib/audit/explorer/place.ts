import "server-only";
import { inclusionProof } from "@/lib/platform/crypto/merkle";
import { hashAtFromTiles } from "@/lib/platform/crypto/tiles";
import type { Tx } from "@/lib/platform/db/client";
import { NeededTiles } from "../export/needed-tiles";
import { exportTiles, type SignedLog, signedLog } from "../export/package-source";

/** Where an event stands in the log. */
export type Place =
  /** Recorded a moment ago: the sequencer gives it its place within two seconds. */
  | { state: "pending" }
  /** In no log of its organisation (A7): `queued` for longer than a log needs that is signed, or not even on its way there. */
  | { state: "outside"; queued: boolean }
  /** In the log, above the newest checkpoint: the next signature covers it; `late` when that is overdue. */
  | { state: "unsigned"; index: bigint; leafHash: Uint8Array; late: boolean }
  | { state: "signed"; index: bigint; leafHash: Uint8Array; log: SignedLog; proof: Uint8Array[] }
  /** The tiles in the database cannot give a proof. */
  | { state: "unprovable"; index: bigint; leafHash: Uint8Array; log: SignedLog };

/** Nothing waits longer for its place and its signature while the log is as it should be. */
const longestWait = 60_000;

export async function placeOf(tx: Tx, eventId: string, now: Date): Promise<Place> {
  // Of the logs only those of this organisation are seen: a place in another one is none.
  const rows = await tx.$queryRaw<{ index: string; hash: Uint8Array; logId: string }[]>`
    select l.index::text, l.leaf_hash as hash, l.log_id as "logId" from audit_leaf l join audit_log g on g.id = l.log_id
    where l.event_id = ${eventId}::uuid`;
  const row = rows[0];
  const [waiting] = await tx.$queryRaw<{ queued: boolean; recent: boolean }[]>`
    select exists (select 1 from audit_pending p join audit_log g on g.id = p.log_id where p.event_id = e.id) as queued,
      e.recorded_at > ${new Date(now.getTime() - longestWait)} as recent
    from audit_event e where e.id = ${eventId}::uuid`;
  if (row === undefined) {
    const queued = waiting?.queued === true;
    return queued && waiting.recent ? { state: "pending" } : { state: "outside", queued };
  }
  const at = { index: BigInt(row.index), leafHash: new Uint8Array(row.hash) };
  const log = await signedLog(tx, { logId: row.logId });
  if (log === null || at.index >= log.size) return { state: "unsigned", ...at, late: waiting?.recent !== true };
  try {
    return { state: "signed", ...at, log, proof: await proofOf(tx, log, at.index) };
  } catch (error) {
    if (error instanceof RangeError) return { state: "unprovable", ...at, log };
    throw error;
  }
}

/** All tiles a proof needs in one question: a handful, whatever the size of the log. */
async function proofOf(tx: Tx, log: SignedLog, index: bigint): Promise<Uint8Array[]> {
  const needed = new NeededTiles(log.size);
  needed.addLeaf(index);
  const wanted = [...needed];
  const found = await exportTiles(tx, log, wanted);
  const tiles = new Map(wanted.map((tile, i) => [`${tile.level}/${tile.index}`, found[i]]));
  const hashAt = hashAtFromTiles(
    log.size,
    async (tile) => tiles.get(`${tile.level}/${tile.index}`) ?? new Uint8Array(),
  );
  return inclusionProof(index, log.size, hashAt);
}
