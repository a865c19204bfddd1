import fc from "fast-check";
import { expect, it } from "vitest";
import { sameBytes, utf8 } from "@/lib/platform/crypto/bytes";
import { inclusionProof, leafHash, nodeHash, rootOf, verifyInclusion } from "@/lib/platform/crypto/merkle";
import { RootFromScratch } from "./check/root-from-scratch";
import { proofPath } from "./proof-path";

const leaves = (size: number) => Array.from({ length: size }, (_, i) => leafHash(utf8(`leaf ${i}`)));

/** Hashes of complete subtrees, straight from the definition. */
function hashAtOf(all: readonly Uint8Array[]) {
  const hashAt = async (level: number, index: bigint): Promise<Uint8Array> => {
    if (level === 0) return all[Number(index)] as Uint8Array;
    return nodeHash(await hashAt(level - 1, 2n * index), await hashAt(level - 1, 2n * index + 1n));
  };
  return hashAt;
}

it("leads from every leaf of every small tree to its root, and says the same as the verifier (RFC 9162 2.1.3.2)", async () => {
  for (let size = 1; size <= 33; size++) {
    const all = leaves(size);
    const root = rootOf(all);
    for (let index = 0; index < size; index++) {
      const proof = await inclusionProof(BigInt(index), BigInt(size), hashAtOf(all));
      const steps = proofPath(all[index] as Uint8Array, BigInt(index), BigInt(size), proof, root);
      expect(steps?.length).toBe(proof.length);
      if (steps && steps.length > 0) expect(sameBytes(steps.at(-1)?.node ?? new Uint8Array(), root)).toBe(true);
    }
  }
});

it("is none when anything is wrong: index, a hash, one too many or too few, the root", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(4), async (size, at, kind) => {
      const all = leaves(size);
      const index = BigInt(at % size);
      const root = rootOf(all);
      const proof = await inclusionProof(index, BigInt(size), hashAtOf(all));
      const other = leafHash(utf8("another"));
      const leaf = all[Number(index)] as Uint8Array;
      const wrong = [
        [index, [...proof, other], root],
        [index, proof.slice(1), root],
        [index, proof.with(0, other), root],
        [index, proof, other],
        [BigInt(size), proof, root],
      ][kind] as [bigint, Uint8Array[], Uint8Array];
      expect(proofPath(leaf, wrong[0], BigInt(size), wrong[1], wrong[2])).toBeNull();
      expect(verifyInclusion(leaf, wrong[0], BigInt(size), wrong[1], wrong[2])).toBe(false);
    }),
    { numRuns: 60 },
  );
});

it("draws the third of seven leaves: right sibling, left, right", async () => {
  const all = leaves(7);
  const proof = await inclusionProof(2n, 7n, hashAtOf(all));
  const steps = proofPath(all[2] as Uint8Array, 2n, 7n, proof, rootOf(all));
  expect(steps?.map((step) => step.side)).toEqual(["right", "left", "right"]);
});

it("recomputes the same root leaf by leaf as all at once", () => {
  for (let size = 0; size <= 70; size++) {
    const root = new RootFromScratch();
    for (const leaf of leaves(size)) root.add(leaf);
    expect(root.value()).toEqual(rootOf(leaves(size)));
  }
});
