import { sameBytes } from "../platform/crypto/bytes";
import { nodeHash } from "../platform/crypto/merkle";

export type ProofStep = {
  /** Where the sibling stands: it is hashed before ours when left, after it when right. */
  side: "left" | "right";
  sibling: Uint8Array;
  /** The node above both. */
  node: Uint8Array;
};

/**
 * The way from a leaf to the root, one step per hash of its inclusion proof (RFC 9162 section 2.1.3.2), so that it can be
 * drawn. Null when the proof does not lead to `root`.
 */
export function proofPath(
  leafHash: Uint8Array,
  index: bigint,
  size: bigint,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): ProofStep[] | null {
  if (index < 0n || index >= size) return null;
  const steps: ProofStep[] = [];
  let at = index;
  let last = size - 1n;
  let node = leafHash;
  for (const sibling of proof) {
    if (last === 0n) return null;
    const left = (at & 1n) === 1n || at === last;
    node = left ? nodeHash(sibling, node) : nodeHash(node, sibling);
    steps.push({ side: left ? "left" : "right", sibling, node });
    // A node without a right sibling moves up unchanged until it is a right child itself.
    while (left && (at & 1n) === 0n && at !== 0n) {
      at >>= 1n;
      last >>= 1n;
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && sameBytes(node, root) ? steps : null;
}
