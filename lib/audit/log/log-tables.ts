import "server-only";
import type { ClientBase } from "pg";
import { splitTile, type Tile } from "@/lib/platform/crypto/tiles";
import { edgeTiles, type GrownTile } from "./tile-growth";

/** The log's rows say something that cannot be: nothing may be signed over them (A9). */
export class LogContradiction extends Error {
  override name = "LogContradiction";
}

export interface LogRow {
  id: string;
  organizationId: string | null;
  origin: string;
  /** The key in use. */
  vkey: string;
  /** It and those it replaced (A13). */
  vkeys: string[];
  wrappedSigner: Buffer;
  haltedReason: string | null;
  closedAt: Date | null;
}

/** Statements of the sequencer, in the role portal_sequencer, on the tables of one log. */
export async function loadLog(db: ClientBase, logId: string): Promise<LogRow> {
  const { rows } = await db.query<LogRow>(
    `select id, organization_id as "organizationId", origin, vkey, wrapped_signer as "wrappedSigner",
       halted_reason as "haltedReason", closed_at as "closedAt", array_append(array(select k.vkey from audit_log_key k
         where k.log_id = l.id and k.started_at is not null and k.vkey <> l.vkey), vkey) as vkeys
     from audit_log l where id = $1`,
    [logId],
  );
  if (rows[0] === undefined) throw new Error(`There is no log ${logId}.`);
  return rows[0];
}

/** Number of leaves. Dense by construction; a hole shows as a wrong tile when the next leaf is added. */
export async function sizeOf(db: ClientBase, logId: string): Promise<bigint> {
  const { rows } = await db.query<{ size: string }>(
    "select coalesce(max(index) + 1, 0)::text as size from audit_leaf where log_id = $1",
    [logId],
  );
  return BigInt(rows[0]?.size ?? "0");
}

/** Takes the oldest events out of the queue, in its order. */
export async function takePending(db: ClientBase, log: LogRow, limit: number) {
  const { rows } = await db.query<{ eventId: string; leaf: Buffer | null }>(
    `with taken as (
       delete from audit_pending where position in
         (select position from audit_pending where log_id = $1 order by position limit $2)
       returning position, event_id)
     select taken.event_id as "eventId", e.leaf from taken
       left join audit_event e on e.id = taken.event_id and e.organization_id is not distinct from $3 order by position`,
    [log.id, limit, log.organizationId],
  );
  return rows.map(({ eventId, leaf }) => {
    if (leaf === null) throw new LogContradiction(`Event ${eventId} vanished before it reached the log.`);
    return { eventId, leaf };
  });
}

export async function insertLeaves(
  db: ClientBase,
  log: LogRow,
  first: bigint,
  leaves: readonly { eventId: string; hash: Uint8Array }[],
): Promise<void> {
  await db.query(
    `insert into audit_leaf (log_id, index, event_id, leaf_hash, organization_id)
     select $1, $2::bigint + n - 1, id, hash, $3 from unnest($4::uuid[], $5::bytea[]) with ordinality as t(id, hash, n)`,
    [
      log.id,
      first.toString(),
      log.organizationId,
      leaves.map((l) => l.eventId),
      leaves.map((l) => Buffer.from(l.hash)),
    ],
  );
}

/** Hashes of the partial tiles at the right edge, by level. Throws LogContradiction when one is missing or too short. */
export async function loadEdge(db: ClientBase, logId: string, size: bigint): Promise<Uint8Array[][]> {
  const edge: Uint8Array[][] = [];
  for (const tile of edgeTiles(size)) {
    const hashes = splitTile(await readTileRow(db, logId, tile));
    if (hashes.length !== tile.width) throw new LogContradiction(`Tile ${tile.level}/${tile.index} has another width.`);
    edge[tile.level] = hashes;
  }
  return edge;
}

export async function readTileRow(db: ClientBase, logId: string, tile: Tile): Promise<Uint8Array> {
  const { rows } = await db.query<{ hashes: Buffer }>(
    "select hashes from audit_tile where log_id = $1 and level = $2 and index = $3",
    [logId, tile.level, tile.index.toString()],
  );
  const hashes = rows[0]?.hashes;
  if (hashes === undefined || hashes.length < 32 * tile.width || hashes.length % 32 !== 0) {
    throw new LogContradiction(`Tile ${tile.level}/${tile.index} is missing or too short.`);
  }
  return new Uint8Array(hashes);
}

export async function saveTiles(db: ClientBase, log: LogRow, tiles: readonly GrownTile[]): Promise<void> {
  await db.query(
    `insert into audit_tile (log_id, level, index, organization_id, hashes)
     select $1, level, index, $2, hashes from unnest($3::int[], $4::bigint[], $5::bytea[]) as t(level, index, hashes)
     on conflict (log_id, level, index) do update set hashes = excluded.hashes`,
    [
      log.id,
      log.organizationId,
      tiles.map((tile) => tile.level),
      tiles.map((tile) => tile.index.toString()),
      tiles.map((tile) => Buffer.from(tile.hashes)),
    ],
  );
}

/** Leaf bytes in the order of the log. Throws LogContradiction when one of the range is not there. */
export async function readLeaves(db: ClientBase, logId: string, first: bigint, count: number): Promise<Buffer[]> {
  const { rows } = await db.query<{ leaf: Buffer }>(
    `select e.leaf from audit_leaf l join audit_event e on e.id = l.event_id
     where l.log_id = $1 and l.index >= $2 and l.index < $2::bigint + $3 order by l.index`,
    [logId, first.toString(), count],
  );
  if (rows.length !== count)
    throw new LogContradiction(`A leaf between ${first} and ${first + BigInt(count)} is gone.`);
  return rows.map((row) => row.leaf);
}

/** How many leaves of a range, from `first` on, lie in archive bundles only (E6). */
export async function archivedIn(db: ClientBase, logId: string, first: bigint, count: number): Promise<bigint> {
  const { rows } = await db.query<{ archived: string }>(
    "select coalesce(max(first + moved), 0)::text as archived from audit_archive where log_id = $1",
    [logId],
  );
  const inside = BigInt(rows[0]?.archived ?? "0") - first;
  if (inside <= 0n) return 0n;
  return inside < BigInt(count) ? inside : BigInt(count);
}

export interface CheckpointRow {
  size: bigint;
  note: string;
}

/** A checkpoint whose signature was checked. */
export interface Checkpoint extends CheckpointRow {
  root: Uint8Array;
}

export async function lastCheckpoint(db: ClientBase, logId: string): Promise<CheckpointRow | null> {
  const { rows } = await db.query<{ size: string; note: string }>(
    "select size::text, note from audit_checkpoint where log_id = $1 order by audit_checkpoint.size desc limit 1",
    [logId],
  );
  return rows[0] === undefined ? null : { size: BigInt(rows[0].size), note: rows[0].note };
}

export async function insertCheckpoint(
  db: ClientBase,
  log: LogRow,
  checkpoint: { size: bigint; root: Uint8Array; note: string; signedAt: Date },
): Promise<void> {
  await db.query(
    `insert into audit_checkpoint (log_id, size, organization_id, root, note, signed_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [
      log.id,
      checkpoint.size.toString(),
      log.organizationId,
      Buffer.from(checkpoint.root),
      checkpoint.note,
      checkpoint.signedAt,
    ],
  );
}

/** The newest recording time among the leaves from `first` on, null when there are none. */
export async function newestRecordedAt(db: ClientBase, logId: string, first: bigint): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    `select max(e.recorded_at) as at from audit_leaf l join audit_event e on e.id = l.event_id
     where l.log_id = $1 and l.index >= $2`,
    [logId, first.toString()],
  );
  return rows[0]?.at ?? null;
}

/** Marks a log as halted, with the last good checkpoint known; or as running again with null. True when that is news. */
export async function setHalted(
  db: ClientBase,
  logId: string,
  halt: { reason: string; note: string | null; leaves: bigint } | null,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update audit_log set halted_reason = $2, halted_note = $4, halted_leaves = $5::bigint,
       halted_at = case when $2::text is null then null else coalesce(halted_at, $3::timestamptz) end
     where id = $1 and (halted_reason, halted_note) is distinct from ($2::text, $4::text)`,
    [logId, halt?.reason ?? null, at, halt?.note ?? null, halt === null ? null : `${halt.leaves}`],
  );
  return (rowCount ?? 0) > 0;
}
