import { nodeHash, rootOf } from "@/lib/platform/crypto/merkle";

/** The root of a tree whose leaf hashes come one after the other: keeps one hash per level (RFC 9162 section 2.1.1). */
export class RootFromScratch {
  private readonly complete: (Uint8Array | null)[] = [];

  add(leafHash: Uint8Array): void {
    let hash = leafHash;
    let level = 0;
    for (let left = this.complete[level]; left; left = this.complete[level]) {
      hash = nodeHash(left, hash);
      this.complete[level] = null;
      level += 1;
    }
    this.complete[level] = hash;
  }

  value(): Uint8Array {
    let right: Uint8Array | null = null;
    for (const hash of this.complete) {
      if (hash) right = right === null ? hash : nodeHash(hash, right);
    }
    return right ?? rootOf([]);
  }
}
