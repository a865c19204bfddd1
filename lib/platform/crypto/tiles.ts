import { concat } from "./bytes";
import { type HashAt, nodeHash } from "./merkle";

/** One tile of a C2SP tlog-tiles log: 1 to 256 hashes of a level, or entries. */
export interface Tile {
  readonly level: number | "entries";
  readonly index: bigint;
  /** 256 when full, else 1 to 255. */
  readonly width: number;
}

/** Reads a hash tile's bytes; it may answer a partial tile with the full one. */
export type ReadTile = (tile: Tile) => Promise<Uint8Array>;

export const tileWidth = 256;
const hashLength = 32;
const maxEntry = 65_535;

/** Path of a tile under the log's prefix, `tile/<L>/<N>[.p/<W>]`. Throws RangeError on an impossible tile. */
export function tilePath({ level, index, width }: Tile): string {
  const levelFits = level === "entries" || (Number.isInteger(level) && level >= 0 && level <= 63);
  if (!levelFits || index < 0n || !Number.isInteger(width) || width < 1 || width > tileWidth) {
    throw new RangeError("There is no such tile.");
  }
  const groups = [lastThree(index)];
  for (let rest = index / 1000n; rest > 0n; rest /= 1000n) groups.unshift(`x${lastThree(rest)}`);
  return `tile/${level}/${groups.join("/")}${width === tileWidth ? "" : `.p/${width}`}`;
}

/** The tile a path names. Throws RangeError on any text that `tilePath` would not have written. */
export function parseTilePath(path: string): Tile {
  const parts = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,6}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (parts === null) throw new RangeError("The tile path is malformed.");
  const [, level = "", index = "", width] = parts;
  const tile: Tile = {
    level: level === "entries" ? "entries" : Number(level),
    index: BigInt(index.replaceAll(/[x/]/g, "")),
    width: width === undefined ? tileWidth : Number(width),
  };
  if (tilePath(tile) !== path) throw new RangeError("The tile path is malformed.");
  return tile;
}

/**
 * The tiles of a tree of `newSize` leaves that a tree of `oldSize` did not have, lowest level first, each level in
 * order: full tiles, then the partial one at the right edge. With oldSize 0 all tiles of the tree.
 * Throws RangeError when the tree shrinks.
 */
export function* newTiles(oldSize: bigint, newSize: bigint): Generator<Tile & { level: number }> {
  assertGrowth(oldSize, newSize);
  for (let level = 0; level < 8; level++) {
    const shift = BigInt(8 * level);
    if (newSize >> shift === 0n) return;
    for (const tile of rowTiles(oldSize >> shift, newSize >> shift)) yield { level, ...tile };
  }
}

/** The entry bundles of a log of `newSize` leaves that a log of `oldSize` did not have. Throws RangeError when it shrinks. */
export function* newBundles(oldSize: bigint, newSize: bigint): Generator<Tile & { level: "entries" }> {
  assertGrowth(oldSize, newSize);
  for (const tile of rowTiles(oldSize, newSize)) yield { level: "entries", ...tile };
}

/** The hashes of a tile's bytes. Throws RangeError unless there are 1 to 256 whole hashes. */
export function splitTile(bytes: Uint8Array): Uint8Array[] {
  const count = bytes.length / hashLength;
  if (!Number.isInteger(count) || count < 1 || count > tileWidth) throw new RangeError("The tile is malformed.");
  return Array.from({ length: count }, (_, i) => bytes.slice(i * hashLength, (i + 1) * hashLength));
}

/** An entry bundle: each entry after its length as big-endian uint16. Throws RangeError on an entry over 65,535 bytes. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    if (entry.length > maxEntry) throw new RangeError("A leaf has at most 65,535 bytes.");
    parts.push(Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry);
  }
  return concat(...parts);
}

/** The entries of a bundle. Throws RangeError when it is cut off or holds more than 256. */
export function parseEntries(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const [high, low] = bundle.subarray(at, at + 2);
    if (high === undefined || low === undefined) throw new RangeError("The entry bundle is cut off.");
    const end = at + 2 + high * 256 + low;
    if (end > bundle.length) throw new RangeError("The entry bundle is cut off.");
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  if (entries.length > tileWidth) throw new RangeError("An entry bundle holds at most 256 entries.");
  return entries;
}

/**
 * A `HashAt` over the tiles of a tree of `size` leaves; each tile is read once per returned function.
 * It rejects with RangeError for a subtree that is not complete in this tree or a tile that is too short.
 */
export function hashAtFromTiles(size: bigint, readTile: ReadTile): HashAt {
  const loaded = new Map<string, Promise<Uint8Array[]>>();
  function load(tile: Tile): Promise<Uint8Array[]> {
    const path = tilePath(tile);
    const known = loaded.get(path);
    if (known !== undefined) return known;
    const hashes = readTile(tile).then((bytes) => {
      const all = splitTile(bytes);
      if (all.length < tile.width) throw new RangeError(`The tile ${path} is too short.`);
      return all;
    });
    loaded.set(path, hashes);
    return hashes;
  }
  return async (level, index) => {
    if (level < 0 || index < 0n || (index + 1n) << BigInt(level) > size) {
      throw new RangeError("The subtree is not complete in this tree.");
    }
    const tileLevel = Math.floor(level / 8);
    const inside = level % 8;
    const first = index << BigInt(inside);
    const tileIndex = first / 256n;
    const inRow = (size >> BigInt(8 * tileLevel)) - tileIndex * 256n;
    const hashes = await load({ level: tileLevel, index: tileIndex, width: inRow < 256n ? Number(inRow) : tileWidth });
    const from = Number(first % 256n);
    return fold(hashes.slice(from, from + 2 ** inside));
  };
}

/** Root of 2^k hashes, the inner levels a tile does not store. */
function fold(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < row.length; i += 2) above.push(nodeHash(row[i] as Uint8Array, row[i + 1] as Uint8Array));
    row = above;
  }
  return row[0] as Uint8Array;
}

function* rowTiles(oldCount: bigint, newCount: bigint): Generator<{ index: bigint; width: number }> {
  if (oldCount === newCount) return;
  for (let index = oldCount / 256n; index < newCount / 256n; index++) yield { index, width: tileWidth };
  const width = Number(newCount % 256n);
  if (width > 0) yield { index: newCount / 256n, width };
}

function assertGrowth(oldSize: bigint, newSize: bigint) {
  if (oldSize < 0n || newSize < oldSize) throw new RangeError("A log never shrinks.");
}

function lastThree(value: bigint): string {
  return (value % 1000n).toString().padStart(3, "0");
}
