import { sameBytes } from "@/lib/platform/crypto/bytes";
import { rootAt, rootOf } from "@/lib/platform/crypto/merkle";
import { hashAtFromTiles, type ReadTile, splitTile, type Tile, tileWidth } from "@/lib/platform/crypto/tiles";

/** A tile does not lead to the signed root: something among these leaves is not what was signed. */
export class UntrustedTile extends Error {
  override name = "UntrustedTile";
  constructor(
    message: string,
    readonly first: bigint,
    readonly last: bigint,
  ) {
    super(message);
  }
}

/** Tiles of a tree of `size` leaves, each handed out only after it was traced up to the signed root. */
export interface TrustedTiles {
  /** Hashes of a tile. Throws UntrustedTile, or whatever reading throws. */
  hashes(level: number, index: bigint): Promise<Uint8Array[]>;
  read: ReadTile;
}

/**
 * @param readTile gives the bytes of a tile as claimed by whoever made the package
 * @throws UntrustedTile when the right edge of the tree does not fold to `root`
 */
export async function trustedTiles(size: bigint, root: Uint8Array, readTile: ReadTile): Promise<TrustedTiles> {
  const edge = new Map<string, Promise<Uint8Array>>();
  const readOnce: ReadTile = (tile) => {
    const name = `${tile.level}/${tile.index}`;
    const bytes = edge.get(name) ?? readTile(tile).then((all) => all.subarray(0, 32 * tile.width));
    edge.set(name, bytes);
    return bytes;
  };
  // Every hash of every partial tile goes into the root, so this vouches for all of them.
  if (!sameBytes(await rootAt(size, hashAtFromTiles(size, readOnce)), root)) {
    throw new UntrustedTile("The proof does not lead to the signed root.", 0n, size - 1n);
  }
  const above = new Map<string, Promise<Uint8Array[]>>();

  async function trace(level: number, index: bigint): Promise<Uint8Array[]> {
    const width = widthOf(size, level, index);
    if (width < tileWidth) return splitTile(await readOnce({ level, index, width }));
    const hashes = splitTile(await readTile({ level, index, width }));
    const parents = await load(level + 1, index / 256n);
    const claimed = parents[Number(index % 256n)];
    if (hashes.length !== tileWidth || claimed === undefined || !sameBytes(rootOf(hashes), claimed)) {
      const leaves = 1n << BigInt(8 * (level + 1));
      const [first, last] = [index * leaves, (index + 1n) * leaves - 1n];
      throw new UntrustedTile(
        `The hashes of the leaves ${first} to ${last} do not lead to the signed root.`,
        first,
        last,
      );
    }
    return hashes;
  }

  /** Upper tiles are few and kept; those of the leaves are asked for in order and are the caller's to keep. */
  function load(level: number, index: bigint): Promise<Uint8Array[]> {
    if (level === 0) return trace(level, index);
    const name = `${level}/${index}`;
    const hashes = above.get(name) ?? trace(level, index);
    above.set(name, hashes);
    return hashes;
  }

  return {
    hashes: load,
    async read(tile: Tile) {
      const hashes = await load(tile.level as number, tile.index);
      const bytes = new Uint8Array(32 * hashes.length);
      for (const [i, hash] of hashes.entries()) bytes.set(hash, 32 * i);
      return bytes;
    },
  };
}

/** How many hashes the tile has in a tree of `size` leaves; 0 or less when it has none. */
export function widthOf(size: bigint, level: number, index: bigint): number {
  const rest = (size >> BigInt(8 * level)) - index * 256n;
  return rest >= 256n ? tileWidth : Number(rest);
}
