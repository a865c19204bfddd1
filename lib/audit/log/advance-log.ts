import "server-only";
import type { ClientBase } from "pg";
import { consistencyProof, leafHash, rootAt, verifyConsistency } from "@/lib/platform/crypto/merkle";
import { checkpointText, openNote, parseCheckpoint, signNote } from "@/lib/platform/crypto/signed-note";
import { hashAtFromTiles, type ReadTile } from "@/lib/platform/crypto/tiles";
import type { ObjectStore } from "@/lib/platform/storage/object-store";
import { healLog } from "./heal-log";
import { copyTiles, removeOldPartials, storeCheckpoint, storedCheckpoint } from "./log-copy";
import {
  type Checkpoint,
  insertCheckpoint,
  insertLeaves,
  LogContradiction,
  type LogRow,
  lastCheckpoint,
  loadEdge,
  newestRecordedAt,
  readTileRow,
  saveTiles,
  sizeOf,
  takePending,
} from "./log-tables";
import { openSigner } from "./open-signer";
import { takeKeyIntoUse } from "./take-key";
import { growTiles } from "./tile-growth";

/** A checkpoint dated well before the events under it would be a lie (platform.md section 5). */
const clockTolerance = 60_000;

/**
 * Moves one batch from the queue into the log: indexes without holes, leaf hashes, tiles; one transaction, so that a
 * kill leaves all of it or nothing (A4, A5). Only under the log's advisory lock. Returns how many events moved.
 */
export async function appendPending(db: ClientBase, log: LogRow, limit: number): Promise<number> {
  await db.query("begin");
  try {
    const events = await takePending(db, log, limit);
    if (events.length > 0) {
      const size = await sizeOf(db, log.id);
      const edge = await loadEdge(db, log.id, size);
      const leaves = events.map(({ eventId, leaf }) => ({ eventId, hash: leafHash(leaf) }));
      await insertLeaves(db, log, size, leaves);
      const hashes = leaves.map((leaf) => leaf.hash);
      await saveTiles(db, log, growTiles(size, edge, hashes));
    }
    await db.query("commit");
    return events.length;
  } catch (error) {
    await db.query("rollback").catch(() => undefined);
    throw error;
  }
}

/**
 * Refuses a database that is not a continuation of what was signed, before anything is written to it (A9): the larger of
 * the two last checkpoints counts, and both must be beginnings of the tree. One that is merely behind is healed first.
 * Throws LogContradiction.
 */
export async function assertContinuation(
  db: ClientBase,
  store: ObjectStore,
  log: LogRow,
  now: () => Date,
): Promise<void> {
  const last = await lastCheckpoints(db, store, log);
  let size = await sizeOf(db, log.id);
  if (last.kept !== null && size < last.kept.size) {
    await healLog(db, store, log, last.kept, now());
    last.published = last.kept;
    size = last.kept.size;
  }
  // The usual case, cheaply: both copies are one text. Signing proves the rest.
  if (last.kept?.note === last.published?.note && size >= (last.kept?.size ?? 0n)) return;
  await assertConsistent(db, log, last, size);
}

/**
 * Signs the log as it stands, if that is further than the last checkpoint. The leaves are committed by now, so what is
 * signed cannot be rolled back; the copies outside the database come first, publication last (A9).
 * Throws LogContradiction, having written nothing, when the tree does not continue what was signed.
 * Returns the newly signed size, null when nothing was due.
 */
export async function signLog(
  db: ClientBase,
  store: ObjectStore,
  log: LogRow,
  now: () => Date,
): Promise<bigint | null> {
  const last = await lastCheckpoints(db, store, log);
  const size = await sizeOf(db, log.id);
  const root = await assertConsistent(db, log, last, size);
  const copied = last.kept?.size ?? 0n;
  const newest = copied >= (last.published?.size ?? -1n) ? last.kept : last.published;
  if (newest?.size === size) {
    // Cut off between the two copies: the one that lacks it gets it.
    if (last.kept?.size !== size) {
      await copyTiles(db, store, log, copied, size);
      await storeCheckpoint(store, log.origin, newest.note);
    }
    if (last.published?.size !== size) await insertCheckpoint(db, log, { ...newest, signedAt: now() });
    return null;
  }
  await assertClock(db, log, newest?.size ?? 0n, now());
  const signing = await takeKeyIntoUse(db, store, log, size, now());
  const note = signNote(checkpointText(log.origin, size, root), openSigner(signing));
  await copyTiles(db, store, log, copied, size);
  await storeCheckpoint(store, log.origin, note);
  await insertCheckpoint(db, log, { size, root, note, signedAt: now() });
  await removeOldPartials(store, log.origin, copied, size);
  return size;
}

type LastCheckpoints = { published: Checkpoint | null; kept: Checkpoint | null };

async function lastCheckpoints(db: ClientBase, store: ObjectStore, log: LogRow): Promise<LastCheckpoints> {
  const published = await lastCheckpoint(db, log.id);
  const kept = await storedCheckpoint(store, log.origin);
  // It is written before the row is: without it nothing tells a history from one that was rewritten in the database.
  if (kept === null && published !== null) {
    throw new LogContradiction(
      `The log's copy in the object store is gone, with its checkpoint of ${published.size} events. Put it back, or let two people close the log.`,
    );
  }
  return { published: published && read(log, published.note), kept: kept === null ? null : read(log, kept) };
}

async function assertConsistent(db: ClientBase, log: LogRow, last: LastCheckpoints, size: bigint): Promise<Uint8Array> {
  const hashAt = hashAtFromTiles(
    size,
    inTurn((tile) => readTileRow(db, log.id, tile)),
  );
  const root = await rootAt(size, hashAt);
  for (const checkpoint of [last.kept, last.published]) {
    if (checkpoint === null || checkpoint.size === 0n) continue;
    if (checkpoint.size > size) {
      throw new LogContradiction(
        `The database has ${size} leaves, but ${checkpoint.size} are signed: it is older than its log.`,
      );
    }
    const proof = await consistencyProof(checkpoint.size, size, hashAt);
    if (!verifyConsistency(checkpoint.size, size, proof, checkpoint.root, root)) {
      throw new LogContradiction(`The first ${checkpoint.size} leaves are not those that were signed.`);
    }
  }
  return root;
}

/** A connection answers one question at a time; the hashes of a proof are asked for all at once. */
function inTurn(readTile: ReadTile): ReadTile {
  let last: Promise<unknown> = Promise.resolve();
  return (tile) => {
    const reading = last.then(() => readTile(tile));
    last = reading.catch(() => undefined);
    return reading;
  };
}

/** The larger of the last checkpoints that can be believed, for whoever must decide how to go on. */
export async function lastGoodCheckpoint(db: ClientBase, store: ObjectStore, log: LogRow): Promise<Checkpoint | null> {
  const published = await lastCheckpoint(db, log.id);
  const kept = await storedCheckpoint(store, log.origin).catch(() => null);
  const good = [published?.note, kept].flatMap((note) => {
    try {
      return note === undefined || note === null ? [] : [read(log, note)];
    } catch {
      return [];
    }
  });
  return good.toSorted((a, b) => (a.size > b.size ? -1 : 1))[0] ?? null;
}

function read(log: LogRow, note: string): Checkpoint {
  try {
    const { origin, size, root } = parseCheckpoint(openNote(note, log.vkeys).text);
    if (origin !== log.origin) throw new Error(`It is of ${origin}.`);
    return { size, root, note };
  } catch (error) {
    throw new LogContradiction(`A last checkpoint was altered. ${(error as Error).message}`);
  }
}

async function assertClock(db: ClientBase, log: LogRow, first: bigint, now: Date): Promise<void> {
  const newest = await newestRecordedAt(db, log.id, first);
  if (newest !== null && newest.getTime() - now.getTime() > clockTolerance) {
    throw new LogContradiction(`This machine's clock is behind the newest event, of ${newest.toISOString()}.`);
  }
}
