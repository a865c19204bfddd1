import { concat, sameBytes } from "./bytes";
import { sha256 } from "./sha256";

/** Root of the complete subtree of 2^level leaves beginning at leaf index·2^level: 32 bytes. */
export type HashAt = (level: number, index: bigint) => Promise<Uint8Array>;

const hashLength = 32;
const maxSize = 2n ** 64n - 1n;
/** 0x00 and room for a leaf of the largest size a log's entry can have: copied into, never handed out. */
const leafInput = new Uint8Array(1 + 65_535);
const nodeInput = new Uint8Array(1 + 2 * hashLength);
nodeInput[0] = 0x01;

/** Hash of a leaf's bytes: SHA-256(0x00 ‖ data) (RFC 9162 section 2.1.1). Throws RangeError on what is not bytes. */
export function leafHash(data: Uint8Array): Uint8Array {
  // A text or a list would be copied as numbers, and something else hashed than was meant.
  if (!(data instanceof Uint8Array)) throw new RangeError("A leaf is made of bytes.");
  if (data.length >= leafInput.length) return sha256(concat(Uint8Array.of(0x00), data));
  leafInput.set(data, 1);
  return sha256(leafInput.subarray(0, 1 + data.length));
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). Throws RangeError unless both have 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  assertHash(left);
  assertHash(right);
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + hashLength);
  return sha256(nodeInput);
}

/** Root of the tree over these leaf hashes, in order; SHA-256("") for none (RFC 9162 section 2.1.1). */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return sha256(new Uint8Array());
  for (const hash of leafHashes) assertHash(hash);
  let row: readonly Uint8Array[] = leafHashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < row.length; i += 2) {
      const left = row[i] as Uint8Array;
      const right = row[i + 1];
      // An odd last node moves up unchanged, which is the split at the largest power of two; it is never doubled.
      above.push(right === undefined ? left : nodeHash(left, right));
    }
    row = above;
  }
  return new Uint8Array(row[0] as Uint8Array);
}

/**
 * Root of the tree of the first `size` leaves, from the roots of its complete subtrees.
 * Throws RangeError when size is not a 64-bit size or a hash is not 32 bytes long.
 */
export async function rootAt(size: bigint, hashAt: HashAt): Promise<Uint8Array> {
  assertSize(size);
  return size === 0n ? sha256(new Uint8Array()) : rangeRoot(0n, size, hashAt);
}

/**
 * Inclusion proof of leaf `index` in the tree of `size` leaves, from the leaf up (RFC 9162 section 2.1.3.1).
 * Throws RangeError when the index is not in the tree.
 */
export async function inclusionProof(index: bigint, size: bigint, hashAt: HashAt): Promise<Uint8Array[]> {
  assertSize(size);
  if (typeof index !== "bigint" || index < 0n || index >= size) throw new RangeError("The leaf is not in the tree.");
  const siblings: Range[] = [];
  let start = 0n;
  let count = size;
  while (count > 1n) {
    const left = split(count);
    if (index < start + left) {
      siblings.push([start + left, count - left]);
      count = left;
    } else {
      siblings.push([start, left]);
      start += left;
      count -= left;
    }
  }
  return rangeRoots(siblings.reverse(), hashAt);
}

/**
 * Proof that the tree of `size1` leaves is the beginning of the tree of `size2` (RFC 9162 section 2.1.4.1); empty for
 * equal sizes. Throws RangeError when size1 is 0 (it would claim nothing) or larger than size2.
 */
export async function consistencyProof(size1: bigint, size2: bigint, hashAt: HashAt): Promise<Uint8Array[]> {
  assertSize(size1);
  assertSize(size2);
  if (size1 === 0n) throw new RangeError("Nothing can be proved about an empty tree.");
  if (size1 > size2) throw new RangeError("The first tree is larger than the second.");
  const parts: Range[] = [];
  let start = 0n;
  let count = size2;
  while (size1 !== start + count) {
    const left = split(count);
    if (size1 <= start + left) {
      parts.push([start + left, count - left]);
      count = left;
    } else {
      parts.push([start, left]);
      start += left;
      count -= left;
    }
  }
  // The verifier knows the first tree's root already; only a part of it has to be sent.
  if (start !== 0n) parts.push([start, count]);
  return rangeRoots(parts.reverse(), hashAt);
}

/** True when the proof leads from this leaf hash at `index` to the root of a tree of `size` (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(
  leafHash: Uint8Array,
  index: bigint,
  size: bigint,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isSize(size) || typeof index !== "bigint" || index < 0n || index >= size) return false;
  if (!isHash(leafHash) || !isHash(root) || !isProof(proof)) return false;
  let at = index;
  let last = size - 1n;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if ((at & 1n) === 1n || at === last) {
      hash = nodeHash(sibling, hash);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && sameBytes(hash, root);
}

/** True when the proof shows that tree 1 is the beginning of tree 2 (RFC 9162 section 2.1.4.2). Size 0 is refused. */
export function verifyConsistency(
  size1: bigint,
  size2: bigint,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): boolean {
  if (!isSize(size1) || !isSize(size2) || size1 === 0n || size1 > size2) return false;
  if (!isHash(root1) || !isHash(root2) || !isProof(proof)) return false;
  if (size1 === size2) return proof.length === 0 && sameBytes(root1, root2);
  // When tree 1 is a complete subtree of tree 2 its root is the first hash and is not sent.
  const path = (size1 & (size1 - 1n)) === 0n ? [root1, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined || proof.length === 0) return false;
  let at = size1 - 1n;
  let last = size2 - 1n;
  while ((at & 1n) === 1n) {
    at >>= 1n;
    last >>= 1n;
  }
  let hash1 = first;
  let hash2 = first;
  for (const sibling of path) {
    if (last === 0n) return false;
    if ((at & 1n) === 1n || at === last) {
      hash1 = nodeHash(sibling, hash1);
      hash2 = nodeHash(sibling, hash2);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      hash2 = nodeHash(hash2, sibling);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && sameBytes(hash1, root1) && sameBytes(hash2, root2);
}

type Range = readonly [start: bigint, count: bigint];

function rangeRoots(ranges: readonly Range[], hashAt: HashAt): Promise<Uint8Array[]> {
  return Promise.all(ranges.map(([start, count]) => rangeRoot(start, count, hashAt)));
}

/** Root over `count` leaves from `start`, which must be a multiple of the largest power of two ≤ count. */
async function rangeRoot(start: bigint, count: bigint, hashAt: HashAt): Promise<Uint8Array> {
  const complete: Promise<Uint8Array>[] = [];
  let at = start;
  for (let rest = count; rest > 0n; ) {
    const level = bitLength(rest) - 1;
    complete.push(hashAt(level, at >> BigInt(level)));
    at += 1n << BigInt(level);
    rest -= 1n << BigInt(level);
  }
  const hashes = await Promise.all(complete);
  for (const hash of hashes) assertHash(hash);
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** Largest power of two smaller than `count` (count ≥ 2). */
function split(count: bigint): bigint {
  return 1n << BigInt(bitLength(count - 1n) - 1);
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

function isSize(size: bigint): boolean {
  return typeof size === "bigint" && size >= 0n && size <= maxSize;
}

function isHash(hash: Uint8Array): boolean {
  return hash instanceof Uint8Array && hash.length === hashLength;
}

function isProof(proof: readonly Uint8Array[]): boolean {
  if (!Array.isArray(proof)) return false;
  // Not `every`, which leaves out the holes of an array.
  for (const hash of proof) if (!isHash(hash)) return false;
  return true;
}

function assertSize(size: bigint) {
  if (!isSize(size)) throw new RangeError("A tree's size is a whole number of at most 64 bits.");
}

function assertHash(hash: Uint8Array) {
  if (!isHash(hash)) throw new RangeError("A hash has 32 bytes.");
}
