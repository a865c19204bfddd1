import "server-only";
import { sameBytes } from "@/lib/platform/crypto/bytes";
import { leafHash } from "@/lib/platform/crypto/merkle";
import { parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import { parseEntries } from "@/lib/platform/crypto/tiles";
import { MissingError, type ObjectStore } from "@/lib/platform/storage/object-store";
import { storedCheckpoint, storedTile } from "../log/log-copy";

/** An archived event cannot be read from the log's copy in the object store, or is not there what it was. */
export class CopyDamaged extends Error {
  override name = "CopyDamaged";
  constructor(readonly index: bigint) {
    super(`The archived event at index ${index} is missing from the log's copy, or was altered there.`);
  }
}

/**
 * Leaf bytes of archived places, `first` on, below `end`, from the copy of the log in the object store (A9): the bundle of
 * 256 entries a place lies in is read alone, however large the archive. Each is compared with its hash in the log, so that nothing
 * altered is handed out. Throws CopyDamaged.
 * @param hashes the leaf hashes of these places, in order
 */
export async function copiedLeaves(
  store: ObjectStore,
  origin: string,
  first: bigint,
  hashes: readonly Uint8Array[],
): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  let entries: Uint8Array[] = [];
  for (const [i, hash] of hashes.entries()) {
    const index = first + BigInt(i);
    if (i === 0 || index % 256n === 0n) entries = await bundleOf(store, origin, index / 256n, index);
    const leaf = entries[Number(index % 256n)];
    if (leaf === undefined || !sameBytes(leafHash(leaf), hash)) throw new CopyDamaged(index);
    leaves.push(leaf);
  }
  return leaves;
}

/** The newest bundle grows: while it is replaced by a wider one, both are there, but only one is named by the checkpoint read. */
async function bundleOf(store: ObjectStore, origin: string, bundle: bigint, index: bigint): Promise<Uint8Array[]> {
  for (let tries = 1; ; tries += 1) {
    const size = await copiedSize(store, origin);
    const inRow = size - bundle * 256n;
    const width = inRow < 256n ? Number(inRow) : 256;
    if (width < 1) throw new CopyDamaged(index);
    try {
      return parseEntries(await storedTile(store, origin, { level: "entries", index: bundle, width }));
    } catch (error) {
      if (!(error instanceof MissingError || error instanceof RangeError)) throw error;
      if (tries === 3) throw new CopyDamaged(index);
    }
  }
}

/** How far the copy reaches, by its checkpoint; it only finds the file, what is in it is compared. */
async function copiedSize(store: ObjectStore, origin: string): Promise<bigint> {
  const note = (await storedCheckpoint(store, origin)) ?? "";
  try {
    return parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1)).size;
  } catch {
    return 0n;
  }
}
