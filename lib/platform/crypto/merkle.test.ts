import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, toHex, utf8 } from "./bytes";
import {
  consistencyProof,
  type HashAt,
  inclusionProof,
  leafHash,
  nodeHash,
  rootAt,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "./merkle";

// The reference tree of the RFC 6962 implementations.
const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"].map(
  (hex) => leafHash(fromHex(hex)),
);
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const n01 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const n10 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const n21 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const n4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const n45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const n67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const n03 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";

/** The definition of RFC 9162 section 2.1.1, word for word: what the fast code is compared with. */
function naiveRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return fromHex(roots[0] as string);
  if (hashes.length === 1) return hashes[0] as Uint8Array;
  let k = 1;
  while (2 * k < hashes.length) k *= 2;
  return nodeHash(naiveRoot(hashes.slice(0, k)), naiveRoot(hashes.slice(k)));
}

function over(hashes: readonly Uint8Array[]): HashAt {
  return async (level, index) => {
    const from = Number(index << BigInt(level));
    const to = from + 2 ** level;
    if (to > hashes.length) throw new Error("asked for a subtree that is not complete");
    return naiveRoot(hashes.slice(from, to));
  };
}

/** A tree in which all leaves are alike, so that 2^64 of them need 64 hashes. */
function uniform(leaf: Uint8Array): HashAt {
  const byLevel = [leaf];
  return async (level) => {
    for (let i = byLevel.length; i <= level; i++) {
      const below = byLevel[i - 1] as Uint8Array;
      byLevel.push(nodeHash(below, below));
    }
    return byLevel[level] as Uint8Array;
  };
}

const many = Array.from({ length: 200 }, (_, i) => leafHash(utf8(`leaf ${i}`)));
const rootsOfMany = Array.from({ length: 201 }, (_, n) => naiveRoot(many.slice(0, n)));
const rootOfMany = (n: number) => rootsOfMany[n] as Uint8Array;

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] as number) ^ (1 << (bit % 8));
  return copy;
}

describe("the tree of RFC 6962 and RFC 9162 (A2)", () => {
  it("has the reference roots", async () => {
    for (const [n, root] of roots.entries()) {
      expect(toHex(rootOf(leaves.slice(0, n)))).toBe(root);
      expect(toHex(await rootAt(BigInt(n), over(leaves.slice(0, n))))).toBe(root);
    }
  });

  it("has the reference proofs", async () => {
    const hashAt = over(leaves);
    expect((await inclusionProof(0n, 8n, hashAt)).map(toHex)).toEqual([n10, n01, n21]);
    expect((await inclusionProof(5n, 8n, hashAt)).map(toHex)).toEqual([n4, n67, n03]);
    expect((await inclusionProof(0n, 1n, hashAt)).map(toHex)).toEqual([]);
    expect((await consistencyProof(1n, 8n, hashAt)).map(toHex)).toEqual([n10, n01, n21]);
    expect((await consistencyProof(6n, 8n, hashAt)).map(toHex)).toEqual([n45, n67, n03]);
    expect((await consistencyProof(2n, 5n, hashAt)).map(toHex)).toEqual([n01, n4]);
    expect(await consistencyProof(8n, 8n, hashAt)).toEqual([]);
  });

  it("has the roots of the definition for every size to 200", () => {
    for (let n = 0; n <= 200; n++) expect(rootOf(many.slice(0, n))).toEqual(rootOfMany(n));
  });
});

describe("inclusion (A11)", () => {
  it("proves every leaf of every tree to 200, with the length of its depth", async () => {
    for (let n = 1; n <= 200; n++) {
      const hashAt = over(many.slice(0, n));
      for (let i = 0; i < n; i += n > 40 ? 7 : 1) {
        const proof = await inclusionProof(BigInt(i), BigInt(n), hashAt);
        expect(proof.length).toBe(depth(i, n));
        expect(verifyInclusion(many[i] as Uint8Array, BigInt(i), BigInt(n), proof, rootOfMany(n))).toBe(true);
      }
    }
  });

  it("fails after any change", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(n - 1))),
        fc.nat(1_000_000),
        async ([n, i], seed) => {
          const size = BigInt(n);
          const index = BigInt(i);
          const leaf = many[i] as Uint8Array;
          const root = rootOfMany(n);
          const proof = await inclusionProof(index, size, over(many.slice(0, n)));
          const check = verifyInclusion;
          expect(check(leaf, index, size, proof, root)).toBe(true);
          expect(check(flip(leaf, seed), index, size, proof, root)).toBe(false);
          expect(check(leaf, index, size, proof, flip(root, seed))).toBe(false);
          expect(check(leaf, index, size, [...proof, leaf], root)).toBe(false);
          expect(check(leaf, index, size, [leaf, ...proof], root)).toBe(false);
          const other = BigInt((i + 1 + (seed % Math.max(1, n - 1))) % n);
          if (other !== index) expect(check(leaf, other, size, proof, root)).toBe(false);
          if (proof.length > 0) {
            const at = seed % proof.length;
            const changed = proof.map((hash, j) => (j === at ? flip(hash, seed) : hash));
            expect(check(leaf, index, size, changed, root)).toBe(false);
            expect(check(leaf, index, size, proof.toSpliced(at, 1), root)).toBe(false);
            const short = proof.map((hash, j) => (j === at ? hash.slice(1) : hash));
            expect(check(leaf, index, size, short, root)).toBe(false);
          }
        },
      ),
    );
  });

  it("answers false, never throws, on impossible arguments", () => {
    const [leaf, root] = [leaves[0] as Uint8Array, fromHex(roots[1] as string)];
    expect(verifyInclusion(leaf, 0n, 1n, [], root)).toBe(true);
    expect(verifyInclusion(leaf, 1n, 1n, [], root)).toBe(false);
    expect(verifyInclusion(leaf, -1n, 1n, [], root)).toBe(false);
    expect(verifyInclusion(leaf, 0n, 0n, [], root)).toBe(false);
    expect(verifyInclusion(leaf, 0n, -1n, [], root)).toBe(false);
    expect(verifyInclusion(leaf, 0n, 2n ** 64n, [], root)).toBe(false);
    expect(verifyInclusion(leaf, 0n, 1n, [], root.slice(1))).toBe(false);
    expect(verifyInclusion(new Uint8Array(), 0n, 1n, [], root)).toBe(false);
  });
});

describe("consistency (A10, A11)", () => {
  it("proves every pair of sizes to 64 and some to 200", async () => {
    for (let n = 1; n <= 200; n += n < 64 ? 1 : 17) {
      const hashAt = over(many.slice(0, n));
      for (let m = 1; m <= n; m += n < 64 ? 1 : 5) {
        const proof = await consistencyProof(BigInt(m), BigInt(n), hashAt);
        expect(verifyConsistency(BigInt(m), BigInt(n), proof, rootOfMany(m), rootOfMany(n))).toBe(true);
      }
    }
  });

  it("fails after any change", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 200 }).chain((n) => fc.tuple(fc.integer({ min: 1, max: n - 1 }), fc.constant(n))),
        fc.nat(1_000_000),
        async ([m, n], seed) => {
          const [size1, size2] = [BigInt(m), BigInt(n)];
          const [root1, root2] = [rootOfMany(m), rootOfMany(n)];
          const proof = await consistencyProof(size1, size2, over(many.slice(0, n)));
          const check = verifyConsistency;
          expect(check(size1, size2, proof, root1, root2)).toBe(true);
          expect(check(size1, size2, proof, flip(root1, seed), root2)).toBe(false);
          expect(check(size1, size2, proof, root1, flip(root2, seed))).toBe(false);
          expect(check(size1, size2, [...proof, root1], root1, root2)).toBe(false);
          expect(check(size1, size2, [root1, ...proof], root1, root2)).toBe(false);
          expect(check(size2, size1, proof, root2, root1)).toBe(false);
          const at = seed % proof.length;
          const changed = proof.map((hash, j) => (j === at ? flip(hash, seed) : hash));
          expect(check(size1, size2, changed, root1, root2)).toBe(false);
          expect(check(size1, size2, proof.toSpliced(at, 1), root1, root2)).toBe(false);
          expect(check(size1, size2, proof.with(at, root1.slice(1)), root1, root2)).toBe(false);
        },
      ),
    );
  });

  it("claims nothing about an empty first tree, and wants equal roots and no proof for equal sizes", async () => {
    const root = fromHex(roots[8] as string);
    const empty = fromHex(roots[0] as string);
    expect(verifyConsistency(0n, 8n, [], empty, root)).toBe(false);
    expect(verifyConsistency(0n, 0n, [], empty, empty)).toBe(false);
    expect(verifyConsistency(8n, 8n, [], root, root)).toBe(true);
    expect(verifyConsistency(8n, 8n, [root], root, root)).toBe(false);
    expect(verifyConsistency(8n, 8n, [], root, empty)).toBe(false);
    expect(verifyConsistency(4n, 8n, [], root, root)).toBe(false);
    await expect(consistencyProof(0n, 8n, over(leaves))).rejects.toThrow(RangeError);
    await expect(consistencyProof(8n, 7n, over(leaves))).rejects.toThrow(RangeError);
  });
});

describe("sizes of 64 bits (A11)", () => {
  const leaf = leafHash(utf8("same"));
  const hashAt = uniform(leaf);
  const sizes = [2n ** 53n + 1n, 2n ** 63n, 2n ** 63n + 12_345n, 2n ** 64n - 1n];

  it("proves inclusion and consistency", async () => {
    for (const size of sizes) {
      const root = await rootAt(size, hashAt);
      for (const index of [0n, size / 2n, size / 2n + 1n, size - 2n, size - 1n]) {
        const proof = await inclusionProof(index, size, hashAt);
        expect(verifyInclusion(leaf, index, size, proof, root)).toBe(true);
        expect(verifyInclusion(leaf, index, size, proof.slice(1), root)).toBe(false);
      }
      for (const earlier of [1n, 2n ** 32n, 2n ** 53n - 1n, size - 1n]) {
        const proof = await consistencyProof(earlier, size, hashAt);
        expect(verifyConsistency(earlier, size, proof, await rootAt(earlier, hashAt), root)).toBe(true);
        expect(verifyConsistency(earlier, size, proof, await rootAt(earlier + 1n, hashAt), root)).toBe(false);
      }
    }
  });

  it("refuses what no tree can be", async () => {
    await expect(inclusionProof(5n, 5n, hashAt)).rejects.toThrow(RangeError);
    await expect(inclusionProof(-1n, 5n, hashAt)).rejects.toThrow(RangeError);
    await expect(inclusionProof(0n, 0n, hashAt)).rejects.toThrow(RangeError);
    await expect(inclusionProof(0n, 2n ** 64n, hashAt)).rejects.toThrow(RangeError);
    await expect(rootAt(-1n, hashAt)).rejects.toThrow(RangeError);
    await expect(inclusionProof(0n, 5n, async () => new Uint8Array(31))).rejects.toThrow(RangeError);
    expect(() => nodeHash(leaf, new Uint8Array(31))).toThrow(RangeError);
    expect(() => rootOf([new Uint8Array(33)])).toThrow(RangeError);
  });
});

/** Number of siblings on the way from leaf i to the root of n leaves. */
function depth(i: number, n: number): number {
  if (n === 1) return 0;
  let k = 1;
  while (2 * k < n) k *= 2;
  return 1 + (i < k ? depth(i, k) : depth(i - k, n - k));
}
