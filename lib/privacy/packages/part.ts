import "server-only";
import type { CollectedRow, Field } from "@/lib/platform/contribution";
import { env } from "@/lib/platform/env";
import { readObject, type SealedObject } from "@/lib/platform/storage/encryption";
import { fileStore, type ObjectStore } from "@/lib/platform/storage/object-store";

export type CollectionFact = { name: string; rows: number; columns: string[] };

const stores = new Map<string, ObjectStore>();

/** Packages and what is collected for them: apart from evidence, because they go again. */
export function packageStore(): ObjectStore {
  const folder = env.DATA_EXPORT_PATH;
  const store = stores.get(folder) ?? fileStore(folder);
  stores.set(folder, store);
  return store;
}

/** The rows of a source as lines of JSON; counts rows and columns of each collection on the way. */
export async function* linesOf(
  rows: AsyncIterable<CollectedRow>,
  facts: Map<string, CollectionFact>,
): AsyncGenerator<Uint8Array> {
  for await (const { collection, row } of rows) {
    if (!/^[a-z][a-z0-9-]*$/.test(collection)) throw new Error(`A collection cannot be called ${collection}.`);
    const fact = facts.get(collection) ?? { name: collection, rows: 0, columns: [] };
    fact.rows += 1;
    for (const [column, value] of Object.entries(row)) {
      if (value !== undefined && !fact.columns.includes(column)) fact.columns.push(column);
    }
    facts.set(collection, fact);
    yield Buffer.from(`${JSON.stringify([collection, row])}\n`);
  }
}

/** The rows of one collection of a collected source, in the order they were found. */
export async function* rowsOf(part: SealedObject, collection: string): AsyncGenerator<{ [column: string]: Field }> {
  for await (const line of splitLines(await readObject(packageStore(), part))) {
    const [name, row] = JSON.parse(line) as [string, { [column: string]: Field }];
    if (name === collection) yield row;
  }
}

/** At \n only: JSON may hold other line separators, at which `readline` would cut. */
async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const block of bytes) {
    const lines = (rest + decoder.decode(block, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
