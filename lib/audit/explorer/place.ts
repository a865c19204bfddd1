import "server-only";
import { inclusionProof } from "@/lib/platform/crypto/merkle";
import { hashAtFromTiles } from "@/lib/platform/crypto/tiles";
import type { Tx } from "@/lib/platform/db/client";
import { NeededTiles } from "../export/needed-tiles";
import { exportTiles, type SignedLog, signedLog } from "../export/package-source";

/** Where an event stands in the log. */
export type Place =
  | { state: "pending" }
  /** In the log, above the newest checkpoint: the next signature covers it. */
  | { state: "unsigned"; index: bigint; leafHash: Uint8Array }
  | { state: "signed"; index: bigint; leafHash: Uint8Array; log: SignedLog; proof: Uint8Array[] }
  /** The tiles in the database cannot give a proof. */
  | { state: "unprovable"; index: bigint; leafHash: Uint8Array; log: SignedLog };

export async function placeOf(tx: Tx, eventId: string): Promise<Place> {
  const rows = await tx.$queryRaw<{ index: string; hash: Uint8Array; logId: string }[]>`
    select index::text, leaf_hash as hash, log_id as "logId" from audit_leaf where event_id = ${eventId}::uuid`;
  const row = rows[0];
  if (row === undefined) return { state: "pending" };
  const at = { index: BigInt(row.index), leafHash: new Uint8Array(row.hash) };
  const log = await signedLog(tx, { logId: row.logId });
  if (log === null || at.index >= log.size) return { state: "unsigned", ...at };
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
