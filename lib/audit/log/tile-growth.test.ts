import fc from "fast-check";
import { expect, it } from "vitest";
import { utf8 } from "@/lib/platform/crypto/bytes";
import { leafHash, rootAt, rootOf } from "@/lib/platform/crypto/merkle";
import { hashAtFromTiles, newTiles, splitTile, tilePath } from "@/lib/platform/crypto/tiles";
import { edgeTiles, growTiles } from "./tile-growth";

const hashes = Array.from({ length: 70_000 }, (_, i) => leafHash(utf8(`leaf ${i}`)));

it("grows tiles in batches of any size to the tree of all leaves, writing only what changed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 14_000 }), { minLength: 1, maxLength: 5 }), async (batches) => {
      const rows = new Map<string, Uint8Array>();
      let size = 0;
      for (const batch of batches) {
        const edge: Uint8Array[][] = [];
        for (const { level, index, width } of edgeTiles(BigInt(size))) {
          edge[level] = splitTile(rows.get(`${level}/${index}`) as Uint8Array);
          expect(edge[level].length).toBe(width);
        }
        const grown = growTiles(BigInt(size), edge, hashes.slice(size, size + batch));
        const written = grown.map(({ level, index, hashes: h }) => tilePath({ level, index, width: h.length / 32 }));
        expect(written).toEqual([...newTiles(BigInt(size), BigInt(size + batch))].map(tilePath));
        for (const tile of grown) rows.set(`${tile.level}/${tile.index}`, tile.hashes);
        size += batch;
      }
      const hashAt = hashAtFromTiles(
        BigInt(size),
        async ({ level, index }) => rows.get(`${level}/${index}`) as Uint8Array,
      );
      expect(await rootAt(BigInt(size), hashAt)).toEqual(rootOf(hashes.slice(0, size)));
    }),
    { numRuns: 15 },
  );
});
