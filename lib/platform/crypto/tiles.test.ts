import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat, utf8 } from "./bytes";
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  rootAt,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "./merkle";
import {
  encodeEntries,
  hashAtFromTiles,
  newBundles,
  newTiles,
  parseEntries,
  parseTilePath,
  splitTile,
  type Tile,
  tilePath,
} from "./tiles";

describe("tile paths (A20)", () => {
  it.each([
    [{ level: 0, index: 0n, width: 256 }, "tile/0/000"],
    [{ level: 0, index: 1234067n, width: 256 }, "tile/0/x001/x234/067"],
    [{ level: 1, index: 999n, width: 17 }, "tile/1/999.p/17"],
    [{ level: 63, index: 1000n, width: 1 }, "tile/63/x001/000.p/1"],
    [{ level: "entries" as const, index: 273n, width: 112 }, "tile/entries/273.p/112"],
  ])("writes and reads %o as %s", (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it("reads back every tile", () => {
    const level = fc.oneof(fc.nat(63), fc.constant("entries" as const));
    const index = fc.bigInt({ min: 0n, max: 2n ** 56n });
    fc.assert(
      fc.property(level, index, fc.integer({ min: 1, max: 256 }), (l, i, width) => {
        expect(parseTilePath(tilePath({ level: l, index: i, width }))).toEqual({ level: l, index: i, width });
      }),
    );
  });

  it.each([
    "tile/0/1",
    "tile/00/001",
    "tile/64/001",
    "tile/-1/001",
    "tile/0/x001",
    "tile/0/x000/001",
    "tile/0/001/002",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/0/000/",
    "tile/0/../000",
    "tile/data/000",
    "/tile/0/000",
    "tile/0/000\n",
  ])("refuses %j", (path) => {
    expect(() => parseTilePath(path)).toThrow(RangeError);
  });
});

describe("what a growing log writes", () => {
  it("is the specification's example for 70,000 leaves", () => {
    const tiles = [...newTiles(0n, 70_000n)];
    const of = (level: number) => tiles.filter((tile) => tile.level === level).map((tile) => tile.width);
    expect(of(0)).toEqual([...new Array(273).fill(256), 112]);
    expect(of(1)).toEqual([256, 17]);
    expect(of(2)).toEqual([1]);
    expect(tiles.length).toBe(274 + 2 + 1);
    expect([...newTiles(0n, 256n)].map(tilePath)).toEqual(["tile/0/000", "tile/1/000.p/1"]);
    expect([...newTiles(256n, 257n)].map(tilePath)).toEqual(["tile/0/001.p/1"]);
    expect([...newTiles(255n, 256n)].map(tilePath)).toEqual(["tile/0/000", "tile/1/000.p/1"]);
    expect([...newTiles(5n, 5n)]).toEqual([]);
    expect(() => [...newTiles(5n, 4n)]).toThrow(RangeError);
    expect([...newBundles(250n, 520n)].map(tilePath)).toEqual([
      "tile/entries/000",
      "tile/entries/001",
      "tile/entries/002.p/8",
    ]);
  });
});

describe("proofs from tiles", () => {
  const hashes = Array.from({ length: 70_000 }, (_, i) => leafHash(utf8(`${i}`)));

  it("verify for trees grown in steps of any size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 7 }), async (steps) => {
        const stored = new Map<string, Uint8Array>();
        const rows: Uint8Array[][] = [hashes];
        let size = 0;
        for (const step of steps) {
          for (const tile of newTiles(BigInt(size), BigInt(size + step))) {
            stored.set(tilePath(tile), build(rows, tile));
          }
          size += step;
        }
        const total = BigInt(size);
        const hashAt = hashAtFromTiles(total, async (tile) => stored.get(tilePath(tile)) as Uint8Array);
        const root = await rootAt(total, hashAt);
        expect(root).toEqual(rootOf(hashes.slice(0, size)));
        for (const at of [0, Math.floor(size / 2), size - 1]) {
          const proof = await inclusionProof(BigInt(at), total, hashAt);
          expect(verifyInclusion(hashes[at] as Uint8Array, BigInt(at), total, proof, root)).toBe(true);
        }
        const first = steps[0] as number;
        const proof = await consistencyProof(BigInt(first), total, hashAt);
        expect(verifyConsistency(BigInt(first), total, proof, rootOf(hashes.slice(0, first)), root)).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  it("read a tile once, take a full one for a partial one, and refuse a short one", async () => {
    let reads = 0;
    const full = concat(...hashes.slice(0, 256));
    const hashAt = hashAtFromTiles(200n, async () => {
      reads++;
      return full;
    });
    expect(await rootAt(200n, hashAt)).toEqual(rootOf(hashes.slice(0, 200)));
    expect(await rootAt(100n, hashAt)).toEqual(rootOf(hashes.slice(0, 100)));
    expect(reads).toBe(1);
    await expect(hashAt(0, 200n)).rejects.toThrow(RangeError);
    await expect(
      rootAt(
        200n,
        hashAtFromTiles(200n, async () => full.slice(0, 32 * 199)),
      ),
    ).rejects.toThrow("too short");
    expect(() => splitTile(new Uint8Array(33))).toThrow(RangeError);
  });
});

describe("entry bundles", () => {
  it("hold entries of 0 to 65,535 bytes after their length", () => {
    const entries = [new Uint8Array(), utf8("ab"), new Uint8Array(65_535).fill(1)];
    const bundle = encodeEntries(entries);
    expect(bundle.slice(0, 6)).toEqual(Uint8Array.of(0, 0, 0, 2, 97, 98));
    expect(parseEntries(bundle)).toEqual(entries);
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(RangeError);
    expect(() => parseEntries(bundle.slice(0, -1))).toThrow("cut off");
    expect(() => parseEntries(Uint8Array.of(0))).toThrow("cut off");
    expect(() => parseEntries(new Uint8Array(2 * 257))).toThrow("256");
  });
});

/** The tile's bytes from whole rows of hashes; rows above the leaves are filled as they are asked for. */
function build(rows: Uint8Array[][], tile: Tile & { level: number }): Uint8Array {
  for (let level = rows.length; level <= tile.level; level++) {
    const below = rows[level - 1] as Uint8Array[];
    const above: Uint8Array[] = [];
    for (let at = 0; at + 256 <= below.length; at += 256) above.push(rootOf(below.slice(at, at + 256)));
    rows.push(above);
  }
  const from = Number(tile.index) * 256;
  return concat(...(rows[tile.level] as Uint8Array[]).slice(from, from + tile.width));
}
