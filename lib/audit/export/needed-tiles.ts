import type { Tile } from "@/lib/platform/crypto/tiles";
import { widthOf } from "../verify/trusted-tiles";

/** Gathers which hash tiles prove a set of leaves in a tree of `size`, and that earlier trees are its beginning. */
export class NeededTiles {
  private readonly wanted = new Map<string, Tile & { level: number }>();

  /** The right edge is always needed: it leads to the signed root. */
  constructor(private readonly size: bigint) {
    this.addEdge(size);
  }

  addLeaf(index: bigint) {
    this.add(0, index / 256n);
  }

  /** Everything the root of an earlier size is made of. */
  addEdge(earlier: bigint) {
    for (let level = 0; earlier >> BigInt(8 * level) > 0n; level++) {
      const count = earlier >> BigInt(8 * level);
      if (count % 256n > 0n) this.add(level, count / 256n);
    }
  }

  *[Symbol.iterator](): Generator<Tile & { level: number }> {
    yield* this.wanted.values();
  }

  /** A tile and those above it, up to the edge. */
  private add(level: number, index: bigint) {
    for (let l = level, i = index; ; l++, i /= 256n) {
      const name = `${l}/${i}`;
      const width = widthOf(this.size, l, i);
      if (width <= 0 || this.wanted.has(name)) return;
      this.wanted.set(name, { level: l, index: i, width });
      if (width < 256) return;
    }
  }
}
