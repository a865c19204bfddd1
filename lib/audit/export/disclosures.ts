import "server-only";
import { LRUCache } from "lru-cache";
import { utf8, utf8Text } from "@/lib/platform/crypto/bytes";
import { CellRanges } from "../cell-ranges";
import { cellsOf, sealedFields } from "../leaf";
import { LeafScanner } from "../scan-leaf";
import { type ExportRow, openKeys, type ReadLog } from "./package-source";

type Leaf = Uint8Array | string;

/** Told of every key that goes into a package, at least once and before the package is handed out. */
export type Disclosing = (keys: readonly string[]) => Promise<void>;

/** Lines of `disclosures.ndjson`: the keys of the protected fields that the exporting person may read (A14). */
export class DisclosureReader {
  /** Keys of one export; false when there is none any more. */
  private readonly known = new LRUCache<string, string | false>({ max: 20_000 });

  private fresh: string[] = [];

  /** Keys that were given out since this was asked last; each at least once. */
  given(): string[] {
    const keys = this.fresh;
    this.fresh = [];
    return keys;
  }

  /** For each row of a batch, in its order. */
  async linesOf(batch: readonly ExportRow<Leaf>[], read: ReadLog): Promise<string[][]> {
    const sealed = batch.map(({ leaf }) => fieldsOf(leaf));
    const wanted = new Map<string, string | false | undefined>();
    for (const fields of sealed) {
      for (const { field } of fields) if (!wanted.has(field.k)) wanted.set(field.k, this.known.get(field.k));
    }
    const missing = [...wanted.keys()].filter((id) => wanted.get(id) === undefined);
    const found = missing.length === 0 ? null : await read((tx) => openKeys(tx, missing));
    if (found) this.fresh.push(...found.keys());
    for (const id of missing) {
      const key = found?.get(id) ?? false;
      this.known.set(copyOf(id), key);
      wanted.set(id, key);
    }
    return sealed.map((fields, i) => {
      const lines: string[] = [];
      for (const { path, field } of fields) {
        const key = wanted.get(field.k);
        if (key) lines.push(`{"index":"${batch[i]?.index}","path":${JSON.stringify(path)},"key":"${key}"}\n`);
      }
      return lines;
    });
  }
}

/** A text cut out of a larger one keeps all of it in memory. */
const copyOf = (text: string) => Buffer.from(text).toString();

/** The cells of one who may not read protected fields: those columns stand empty, as the verifier expects. */
export function withoutProtected(leaf: Leaf | null, cells: readonly string[]): string[] {
  const known = isScanned(leaf) ? scanner.cells : CellRanges.of(cellsOf(parseLeaf(leaf), new Map()));
  return cells.map((cell, column) => (known.isHidden(column) ? "" : cell));
}

const fieldsOf = (leaf: Leaf | null) => (isScanned(leaf) ? scanner.fields : sealedFields(parseLeaf(leaf)));

/** Its last leaf is asked about before another is read. */
const scanner = new LeafScanner();

const isScanned = (leaf: Leaf | null) => typeof leaf === "string" && scanner.scan(utf8(leaf));

/** Null when the leaf is gone or altered beyond reading: the verifier will say so. */
export function parseLeaf(leaf: Leaf | null): unknown {
  try {
    return leaf === null ? null : JSON.parse(typeof leaf === "string" ? leaf : utf8Text(leaf));
  } catch {
    return null;
  }
}
