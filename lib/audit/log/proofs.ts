import "server-only";
import { consistencyProof, inclusionProof } from "@/lib/platform/crypto/merkle";
import { hashAtFromTiles } from "@/lib/platform/crypto/tiles";
import type { Tx } from "@/lib/platform/db/client";
import { exportTile, type SignedLog, signedLog } from "../export/package-source";

/** All that a browser needs to check one event by itself (RFC 9162 section 2.1.3). */
export interface EventProof {
  index: bigint;
  leaf: Uint8Array;
  /** Signed checkpoint the proof leads to, with the vkey it is checked by. */
  note: string;
  vkey: string;
  size: bigint;
  proof: Uint8Array[];
}

/** Proof that an event is in its organisation's log; null while no checkpoint covers it, or when there is no such event. */
export async function proveEvent(tx: Tx, eventId: string): Promise<EventProof | null> {
  const log = await signedLog(tx);
  if (log === null) return null;
  const rows = await tx.$queryRaw<{ index: string; leaf: Uint8Array }[]>`
    select l.index::text as index, e.leaf from audit_leaf l join audit_event e on e.id = l.event_id
    where l.event_id = ${eventId}::uuid and l.log_id = ${log.logId}::uuid`;
  const row = rows[0];
  if (row === undefined || BigInt(row.index) >= log.size) return null;
  const index = BigInt(row.index);
  const proof = await inclusionProof(index, log.size, hashesOf(tx, log));
  return { index, leaf: row.leaf, note: log.note, vkey: log.vkey, size: log.size, proof };
}

/**
 * Proof that the log at an earlier size is the beginning of the newest checkpoint (A10); null when nothing is signed.
 * Throws RangeError when the earlier size is 0 or larger.
 */
export async function proveConsistency(tx: Tx, earlier: bigint) {
  const log = await signedLog(tx);
  if (log === null) return null;
  return { size: log.size, note: log.note, proof: await consistencyProof(earlier, log.size, hashesOf(tx, log)) };
}

function hashesOf(tx: Tx, log: SignedLog) {
  // One question after the other: a transaction is one connection.
  let last: Promise<unknown> = Promise.resolve();
  return hashAtFromTiles(log.size, (tile) => {
    const reading = last.then(() => exportTile(tx, log, tile.level as number, tile.index));
    last = reading.catch(() => undefined);
    return reading;
  });
}
