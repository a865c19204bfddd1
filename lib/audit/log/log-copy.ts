import "server-only";
import type { ClientBase } from "pg";
import { sameBytes } from "@/lib/platform/crypto/bytes";
import { leafHash } from "@/lib/platform/crypto/merkle";
import {
  encodeEntries,
  newBundles,
  newTiles,
  parseEntries,
  splitTile,
  type Tile,
  tilePath,
} from "@/lib/platform/crypto/tiles";
import { MissingError, type ObjectStore, readWhole } from "@/lib/platform/storage/object-store";
import { archivedIn, LogContradiction, readLeaves, readTileRow } from "./log-tables";

/**
 * The copy of a log outside the database: checkpoint, tiles and entries under `log/<origin>/` in the C2SP tlog-tiles
 * layout, so that it can be served and verified as it lies (A9, A20).
 */
export async function storedCheckpoint(store: ObjectStore, origin: string): Promise<string | null> {
  try {
    return (await readWhole(store, `${prefixOf(origin)}/checkpoint`)).toString("utf8");
  } catch (error) {
    if (error instanceof MissingError) return null;
    throw error;
  }
}

export async function storeCheckpoint(store: ObjectStore, origin: string, note: string): Promise<void> {
  await store.write(`${prefixOf(origin)}/checkpoint`, [Buffer.from(note)]);
}

/** A tile or bundle of the copy. Throws MissingError when it is not there. */
export function storedTile(store: ObjectStore, origin: string, tile: Tile): Promise<Uint8Array> {
  return readWhole(store, `${prefixOf(origin)}/${tilePath(tile)}`).then((bytes) => new Uint8Array(bytes));
}

/** What the log's keys said of what comes after them, beside the tiles (A9, A13). */
export async function storeStatement(store: ObjectStore, origin: string, number: number, note: string): Promise<void> {
  await store.write(`${prefixOf(origin)}/statement-${number}`, [Buffer.from(note)]);
}

/** Copies what a log of `size` leaves has and one of `copied` had not. Before signing: healing must never miss a leaf. */
export async function copyTiles(
  db: ClientBase,
  store: ObjectStore,
  log: { id: string; origin: string },
  copied: bigint,
  size: bigint,
): Promise<void> {
  const writes: Promise<void>[] = [];
  async function write(tile: Tile, bytes: Uint8Array) {
    const writing = store.write(`${prefixOf(log.origin)}/${tilePath(tile)}`, [bytes]);
    writing.catch(() => undefined);
    writes.push(writing);
    if (writes.length >= 8) await Promise.all(writes.splice(0));
  }
  for (const bundle of newBundles(copied, size)) {
    await write(
      bundle,
      encodeEntries(await checkedLeaves(db, log.id, bundle, () => earlierOf(store, log, bundle, copied))),
    );
  }
  for (const tile of newTiles(copied, size)) {
    // The row may have grown since; a partial tile is its beginning.
    await write(tile, (await readTileRow(db, log.id, tile)).subarray(0, 32 * tile.width));
  }
  await Promise.all(writes);
}

/** Leaf bytes that hash to their tile: an altered event must not spoil the copy as well. */
async function checkedLeaves(
  db: ClientBase,
  logId: string,
  bundle: Tile,
  earlier: () => Promise<Uint8Array[]>,
): Promise<Uint8Array[]> {
  const first = bundle.index * 256n;
  const archived = Number(await archivedIn(db, logId, first, bundle.width));
  // What was archived is only here any more: in the narrower bundle that this one replaces.
  const kept = archived === 0 ? [] : (await earlier()).slice(0, archived);
  const rest = bundle.width - archived;
  const leaves = [...kept, ...(rest === 0 ? [] : await readLeaves(db, logId, first + BigInt(archived), rest))];
  const hashes = splitTile(await readTileRow(db, logId, { ...bundle, level: 0 }));
  for (const [i, leaf] of leaves.entries()) {
    const expected = hashes[i];
    if (expected === undefined || !sameBytes(leafHash(leaf), expected)) {
      throw new LogContradiction(`The event at index ${bundle.index * 256n + BigInt(i)} was altered.`);
    }
  }
  return leaves;
}

/** The entries of a bundle as a copy of `copied` leaves has them. */
async function earlierOf(store: ObjectStore, log: { origin: string }, { index }: Tile, copied: bigint) {
  const inRow = copied - index * 256n;
  if (inRow <= 0n) return [];
  const width = inRow < 256n ? Number(inRow) : 256;
  return parseEntries(await storedTile(store, log.origin, { level: "entries", index, width }));
}

/** Removes partial tiles of an earlier size which a later checkpoint has made useless. */
export async function removeOldPartials(
  store: ObjectStore,
  origin: string,
  earlier: bigint,
  size: bigint,
): Promise<void> {
  const kept = new Set([...partials(size)]);
  for (const path of partials(earlier)) {
    if (!kept.has(path)) await store.remove(`${prefixOf(origin)}/${path}`);
  }
}

function* partials(size: bigint): Generator<string> {
  for (let level = 0; size >> BigInt(8 * level) > 0n; level++) {
    const count = size >> BigInt(8 * level);
    const width = Number(count % 256n);
    if (width === 0) continue;
    yield tilePath({ level, index: count / 256n, width });
    if (level === 0) yield tilePath({ level: "entries", index: count / 256n, width });
  }
}

function prefixOf(origin: string): string {
  return `log/${origin.split("/").map(encodeURIComponent).join("/")}`;
}
