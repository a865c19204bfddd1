import "server-only";
import type { ClientBase } from "pg";
import { sameBytes } from "@/lib/platform/crypto/bytes";
import { leafHash, rootAt } from "@/lib/platform/crypto/merkle";
import { hashAtFromTiles, newBundles, parseEntries, type Tile } from "@/lib/platform/crypto/tiles";
import { newId } from "@/lib/platform/ids";
import { log as logger } from "@/lib/platform/log";
import type { ObjectStore } from "@/lib/platform/storage/object-store";
import { type TrustedTiles, trustedTiles } from "../verify/trusted-tiles";
import { restoreEvents } from "./heal-events";
import { storedTile } from "./log-copy";
import {
  type Checkpoint,
  insertCheckpoint,
  insertLeaves,
  LogContradiction,
  type LogRow,
  readTileRow,
  saveTiles,
  sizeOf,
} from "./log-tables";
import { edgeTiles, growTiles } from "./tile-growth";

/**
 * Puts back what a database lacks that is older than its last signed checkpoint: events, leaves and tiles from the copy in
 * the object store, each traced to the signed root first (A9). One bundle per transaction, so that a kill in the middle
 * leaves a shorter rest. Throws LogContradiction, having written nothing, when the database is not a beginning of the
 * signed log or the copy does not hash to it.
 */
export async function healLog(
  db: ClientBase,
  store: ObjectStore,
  log: LogRow,
  kept: Checkpoint,
  at: Date,
): Promise<void> {
  const from = await sizeOf(db, log.id);
  const tiles = await copyOf(store, log, kept);
  await assertBeginning(db, log, from, kept, tiles);
  const lost = { keys: new Set<string>(), details: 0 };
  for (const bundle of newBundles(from, kept.size)) {
    const { keys, details } = await healBundle(db, store, log, bundle, tiles);
    for (const key of keys) lost.keys.add(key);
    lost.details += details;
  }
  await inOneGo(db, async () => {
    await insertCheckpoint(db, log, { ...kept, signedAt: at });
    await db.query(
      `insert into audit_log_healing (id, organization_id, log_id, from_size, to_size, lost_keys, lost_details, healed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [newId(), log.organizationId, log.id, `${from}`, `${kept.size}`, [...lost.keys], lost.details, at],
    );
  });
  logger.warn({ log: log.origin, from: `${from}`, to: `${kept.size}` }, "The audit log was healed from its copy.");
}

async function copyOf(store: ObjectStore, log: LogRow, kept: Checkpoint): Promise<TrustedTiles> {
  try {
    return await trustedTiles(kept.size, kept.root, (tile) => storedTile(store, log.origin, tile));
  } catch (error) {
    throw behind(kept, error);
  }
}

/** What the database has must be what was signed: a fork is never healed over. */
async function assertBeginning(db: ClientBase, log: LogRow, from: bigint, kept: Checkpoint, tiles: TrustedTiles) {
  if (from === 0n) return;
  let last: Promise<unknown> = Promise.resolve();
  const ours = await rootAt(
    from,
    hashAtFromTiles(from, (tile) => {
      const reading = last.then(() => readTileRow(db, log.id, tile));
      last = reading.catch(() => undefined);
      return reading;
    }),
  );
  const signed = await rootAt(from, hashAtFromTiles(kept.size, tiles.read)).catch((error) => {
    throw behind(kept, error);
  });
  if (!sameBytes(ours, signed)) {
    throw new LogContradiction(
      `The database has ${from} leaves, ${kept.size} are signed, and those it has are not those that were signed.`,
    );
  }
}

async function healBundle(db: ClientBase, store: ObjectStore, log: LogRow, bundle: Tile, tiles: TrustedTiles) {
  const size = await sizeOf(db, log.id);
  const first = bundle.index * 256n;
  let entries: Uint8Array[];
  let signed: readonly Uint8Array[];
  try {
    entries = parseEntries(await storedTile(store, log.origin, bundle));
    signed = await tiles.hashes(0, bundle.index);
  } catch (error) {
    throw new LogContradiction(
      `The database lacks leaves from index ${size} on, and their copy cannot be used. ${(error as Error).message}`,
    );
  }
  const hashes = entries.map(leafHash);
  const bad = hashes.findIndex((hash, i) => !sameBytes(hash, signed[i] ?? new Uint8Array()));
  if (bad >= 0 || hashes.length !== bundle.width) {
    const index = first + BigInt(bad < 0 ? hashes.length : bad);
    throw new LogContradiction(
      `The database lacks leaves from index ${size} on, and the copy of index ${index} was altered.`,
    );
  }
  const skip = Number(size - first);
  return inOneGo(db, async () => {
    const restored = await restoreEvents(db, log, entries.slice(skip));
    const added = hashes.slice(skip);
    const leaves = restored.eventIds.map((eventId, i) => ({ eventId, hash: added[i] as Uint8Array }));
    await insertLeaves(db, log, size, leaves);
    await saveTiles(db, log, growTiles(size, await edgeOf(tiles, size), added));
    return restored;
  });
}

/** The right edge as it was signed: the rows of the database may be wider, or damaged. */
async function edgeOf(tiles: TrustedTiles, size: bigint): Promise<Uint8Array[][]> {
  const edge: Uint8Array[][] = [];
  for (const { level, index, width } of edgeTiles(size))
    edge[level] = (await tiles.hashes(level, index)).slice(0, width);
  return edge;
}

function behind(kept: Checkpoint, error: unknown): LogContradiction {
  return new LogContradiction(
    `The database is older than its log of ${kept.size} leaves, and the copy of the log cannot be used. ${(error as Error).message}`,
  );
}

async function inOneGo<T>(db: ClientBase, work: () => Promise<T>): Promise<T> {
  await db.query("begin");
  try {
    const result = await work();
    await db.query("commit");
    return result;
  } catch (error) {
    await db.query("rollback").catch(() => undefined);
    throw error;
  }
}
