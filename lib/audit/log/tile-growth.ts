import { concat } from "@/lib/platform/crypto/bytes";
import { rootOf } from "@/lib/platform/crypto/merkle";
import { tileWidth } from "@/lib/platform/crypto/tiles";

/** The hashes of the partial tile at the right edge of each level, lowest level first; empty where a level ends even. */
export type Edge = readonly (readonly Uint8Array[])[];

export interface GrownTile {
  level: number;
  index: bigint;
  hashes: Uint8Array;
}

/** Levels and indexes of the partial tiles at the right edge of a tree of `size` leaves, with their widths. */
export function edgeTiles(size: bigint): { level: number; index: bigint; width: number }[] {
  const tiles: { level: number; index: bigint; width: number }[] = [];
  for (let level = 0; size >> BigInt(8 * level) > 0n; level++) {
    const count = size >> BigInt(8 * level);
    const width = Number(count % BigInt(tileWidth));
    if (width > 0) tiles.push({ level, index: count / BigInt(tileWidth), width });
  }
  return tiles;
}

/**
 * Appends leaf hashes to a tree of `size` leaves whose right edge is `edge`: every tile that is new or grew, whole.
 * A tile that became full puts its root into the level above (C2SP tlog-tiles).
 */
export function growTiles(size: bigint, edge: Edge, added: readonly Uint8Array[]): GrownTile[] {
  const tiles: GrownTile[] = [];
  let incoming = added;
  for (let level = 0; incoming.length > 0; level++) {
    const row = [...(edge[level] ?? []), ...incoming];
    let index = (size >> BigInt(8 * level)) / BigInt(tileWidth);
    const above: Uint8Array[] = [];
    for (let at = 0; at < row.length; at += tileWidth, index++) {
      const hashes = row.slice(at, at + tileWidth);
      tiles.push({ level, index, hashes: concat(...hashes) });
      if (hashes.length === tileWidth) above.push(rootOf(hashes));
    }
    incoming = above;
  }
  return tiles;
}
