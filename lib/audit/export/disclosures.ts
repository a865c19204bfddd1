import "server-only";
import { LRUCache } from "lru-cache";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import { cellsOf, notDisclosed, sealedFields } from "../leaf";
import type { ReadLog } from "./build-package";
import { type ExportRow, openKeys } from "./package-source";

export type Disclosing = (keys: readonly string[]) => Promise<void>;

/** Lines of `disclosures.ndjson`: the keys of the protected fields that the exporting person may read (A14). */
export class DisclosureReader {
  /** Keys of one export; false when there is none any more. */
  private readonly known = new LRUCache<string, string | false>({ max: 20_000 });

  /** `disclosing` is told of every key that goes along, at least once and before it is handed out here. */
  constructor(
    private readonly read: ReadLog,
    private readonly disclosing: Disclosing = async () => undefined,
  ) {}

  /** For each row of a batch, in its order. */
  async linesOf(batch: readonly ExportRow[]): Promise<string[][]> {
    const sealed = batch.map(({ leaf }) => sealedFields(parseLeaf(leaf)));
    const wanted = new Map<string, string | false>();
    const missing: string[] = [];
    for (const fields of sealed) {
      for (const { field } of fields) {
        if (wanted.has(field.k)) continue;
        const key = this.known.get(field.k);
        if (key === undefined) missing.push(field.k);
        wanted.set(field.k, key ?? false);
      }
    }
    const found = missing.length === 0 ? null : await this.read((tx) => openKeys(tx, missing));
    if (found && found.size > 0) await this.disclosing([...found.keys()]);
    for (const id of missing) {
      const key = found?.get(id) ?? false;
      this.known.set(id, key);
      wanted.set(id, key);
    }
    return sealed.map((fields, i) =>
      fields.flatMap(({ path, field }) => {
        const key = wanted.get(field.k);
        return key ? [`{"index":"${batch[i]?.index}","path":${JSON.stringify(path)},"key":"${key}"}\n`] : [];
      }),
    );
  }
}

/** The cells of one who may not read protected fields: those columns stand empty, as the verifier expects. */
export function withoutProtected(leaf: Uint8Array | null, cells: readonly string[]): string[] {
  const derived = cellsOf(parseLeaf(leaf), new Map());
  return cells.map((cell, i) => (derived[i] === notDisclosed ? "" : cell));
}

/** Null when the leaf is gone or altered beyond reading: the verifier will say so. */
export function parseLeaf(leaf: Uint8Array | null): unknown {
  try {
    return leaf === null ? null : JSON.parse(utf8Text(leaf));
  } catch {
    return null;
  }
}
