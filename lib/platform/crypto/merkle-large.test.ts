import { describe, expect, it } from "vitest";
import { utf8 } from "./bytes";
import { consistencyProof, inclusionProof, leafHash, nodeHash, verifyConsistency, verifyInclusion } from "./merkle";
import { sha256 } from "./sha256";

// Trees of up to 2^64 - 1 leaves of which a few differ from all others, so that a sibling taken from the wrong side or place
// shows. Roots and proofs as RFC 6962 section 2.1 defines them, word for word.
const largest = 2n ** 64n - 1n;
const sizes = [1n, 2n, 3n, 7n, 8n, 2n ** 32n + 1n, 2n ** 62n + 8n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 63n + 1n, largest];
const marked = [0n, 1n, 5n, 2n ** 32n, 2n ** 62n + 7n, 2n ** 63n - 1n, 2n ** 63n, largest - 2n, largest - 1n];
const others: Uint8Array[] = [leafHash(utf8("any other"))];
for (let level = 1; level <= 64; level++) {
  const below = others[level - 1] as Uint8Array;
  others.push(nodeHash(below, below));
}

function split(count: bigint): bigint {
  let k = 1n;
  while (2n * k < count) k *= 2n;
  return k;
}

function mth(start: bigint, count: bigint): Uint8Array {
  if (count === 0n) return sha256(new Uint8Array());
  if (count === 1n && marked.includes(start)) return leafHash(utf8(`leaf ${start}`));
  const plain = !marked.some((index) => index >= start && index < start + count);
  if (plain && (count & (count - 1n)) === 0n) return others[count.toString(2).length - 1] as Uint8Array;
  const k = split(count);
  return nodeHash(mth(start, k), mth(start + k, count - k));
}

function path(index: bigint, start: bigint, count: bigint): Uint8Array[] {
  if (count === 1n) return [];
  const k = split(count);
  if (index < k) return [...path(index, start, k), mth(start + k, count - k)];
  return [...path(index - k, start + k, count - k), mth(start, k)];
}

function subproof(size1: bigint, start: bigint, count: bigint, known: boolean): Uint8Array[] {
  if (size1 === count) return known ? [] : [mth(start, count)];
  const k = split(count);
  if (size1 <= k) return [...subproof(size1, start, k, known), mth(start + k, count - k)];
  return [...subproof(size1 - k, start + k, count - k, false), mth(start, k)];
}

const hashAt = async (level: number, index: bigint) => mth(index << BigInt(level), 1n << BigInt(level));

describe("trees of unlike leaves up to 2^64 - 1 (A2, A10, A11)", () => {
  it("have the inclusion proofs of the definition, and no other proof of the same leaf verifies", async () => {
    for (const size of sizes) {
      const root = mth(0n, size);
      for (const index of marked) {
        const leaf = mth(index, 1n);
        if (index >= size) {
          await expect(inclusionProof(index, size, hashAt)).rejects.toThrow(RangeError);
          expect(verifyInclusion(leaf, index, size, [], root)).toBe(false);
          continue;
        }
        const proof = path(index, 0n, size);
        expect(await inclusionProof(index, size, hashAt)).toEqual(proof);
        expect(verifyInclusion(leaf, index, size, proof, root)).toBe(true);
        expect(verifyInclusion(leaf, index, size, [...proof, root], root)).toBe(false);
        expect(verifyInclusion(leaf, index ^ 1n, size, proof, root)).toBe(false);
        if (proof.length > 0) expect(verifyInclusion(leaf, index, size, proof.slice(0, -1), root)).toBe(false);
      }
    }
  });

  it("have the consistency proofs of the definition, and no shorter or longer one verifies", async () => {
    for (const size1 of sizes) {
      for (const size2 of sizes) {
        const [root1, root2] = [mth(0n, size1), mth(0n, size2)];
        if (size1 > size2) {
          await expect(consistencyProof(size1, size2, hashAt)).rejects.toThrow(RangeError);
          expect(verifyConsistency(size1, size2, [], root1, root2)).toBe(false);
          continue;
        }
        const proof = size1 === size2 ? [] : subproof(size1, 0n, size2, true);
        expect(await consistencyProof(size1, size2, hashAt)).toEqual(proof);
        expect(verifyConsistency(size1, size2, proof, root1, root2)).toBe(true);
        expect(verifyConsistency(size1, size2, [...proof, root1], root1, root2)).toBe(false);
        if (proof.length === 0) continue;
        expect(verifyConsistency(size1, size2, proof.slice(1), root1, root2)).toBe(false);
        expect(verifyConsistency(size1, size2, proof.slice(0, -1), root1, root2)).toBe(false);
        expect(verifyConsistency(size1, size2, proof, root2, root1)).toBe(false);
      }
    }
  });

  it("are not verified, and nothing is thrown, whatever is passed for an argument", () => {
    const hash = mth(0n, 1n);
    const odd = [undefined, null, 1, "1", {}, Number.NaN, -1n, 2n ** 64n, new Array(1), [[]], "x".repeat(32)];
    for (const wrong of odd as never[]) {
      expect(verifyInclusion(wrong, 0n, 2n, [hash], hash)).toBe(false);
      expect(verifyInclusion(hash, wrong, 2n, [hash], hash)).toBe(false);
      expect(verifyInclusion(hash, 0n, wrong, [hash], hash)).toBe(false);
      expect(verifyInclusion(hash, 0n, 2n, wrong, hash)).toBe(false);
      expect(verifyInclusion(hash, 0n, 2n, [wrong], hash)).toBe(false);
      expect(verifyInclusion(hash, 0n, 2n, [hash], wrong)).toBe(false);
      expect(verifyConsistency(wrong, 2n, [hash], hash, hash)).toBe(false);
      expect(verifyConsistency(1n, wrong, [hash], hash, hash)).toBe(false);
      expect(verifyConsistency(1n, 2n, wrong, hash, hash)).toBe(false);
      expect(verifyConsistency(1n, 2n, [hash], wrong, hash)).toBe(false);
      expect(verifyConsistency(1n, 2n, [hash], hash, wrong)).toBe(false);
      expect(() => leafHash(wrong)).toThrow(RangeError);
    }
  });
});
