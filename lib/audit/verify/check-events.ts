import { sameBytes, utf8Text } from "@/lib/platform/crypto/bytes";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { leafHash } from "@/lib/platform/crypto/merkle";
import { splitTile, tilePath, tileWidth } from "@/lib/platform/crypto/tiles";
import { csvCells, csvRecord, csvRecords } from "../csv";
import { cellsOf, eventColumns, notDisclosed, sealedFields } from "../leaf";
import { linesOf } from "./lines";
import { packageFiles } from "./manifest";
import type { PackageReader } from "./package-reader";
import type { Findings } from "./report";
import { reveal } from "./reveal";
import { type TrustedTiles, UntrustedTile, widthOf } from "./trusted-tiles";

export interface EventCount {
  rows: bigint;
  sealed: number;
  disclosed: number;
}

/**
 * Compares every exported event with the log: its bytes with the leaf hash, its place, its canonical form, the disclosed
 * fields with their ciphertext, and the row of the table with what follows from the bytes (A1, A7, A14).
 */
export async function checkEvents(
  reader: PackageReader,
  tiles: TrustedTiles | null,
  size: bigint,
  findings: Findings,
): Promise<EventCount> {
  const indexes = linesOf(reader.stream(packageFiles.indexes));
  const table = csvRecords(reader.stream(packageFiles.table));
  const disclosures = disclosureCursor(linesOf(reader.stream(packageFiles.disclosures)));
  const leafHashes = leafHashCursor(reader, tiles, size, findings);
  const order = placeChecker(reader.manifest.selection, size, findings);
  const count: EventCount = { rows: 0n, sealed: 0, disclosed: 0 };
  const header = await table.next();
  if (header.value !== csvRecord(["index", ...eventColumns])) findings.problem("events.csv has other columns.");

  for await (const line of linesOf(reader.stream(packageFiles.events))) {
    const index = order.next((await indexes.next()).value);
    const record = await table.next();
    count.rows++;
    if (index === null) continue;
    const expected = await leafHashes(index);
    const keys = await disclosures.of(index);
    if (line.length === 0) findings.problem("The event is gone.", index);
    else if (expected === null || !sameBytes(leafHash(line), expected)) {
      findings.problem("The event was altered: its hash is not the one in the log.", index);
    } else {
      await checkEvent(line, index, keys, record.done === true ? undefined : record.value, count, findings);
    }
  }
  order.end();
  if ((await indexes.next()).done !== true) findings.problem(`${packageFiles.indexes} is longer than events.ndjson.`);
  if ((await table.next()).done !== true) findings.problem("events.csv has more rows than there are events.");
  if (await disclosures.rest()) findings.problem("disclosures.ndjson speaks of events that are not in the package.");
  return count;
}

async function checkEvent(
  bytes: Uint8Array,
  index: bigint,
  keys: ReadonlyMap<string, string>,
  record: string | undefined,
  count: EventCount,
  findings: Findings,
): Promise<void> {
  let leaf: unknown;
  try {
    leaf = JSON.parse(utf8Text(bytes));
    if (!sameBytes(canonicalize(leaf), bytes)) throw new RangeError();
  } catch {
    // Two readers could otherwise see two different events in the same bytes.
    findings.problem("The event is not canonical JSON.", index);
    return;
  }
  const sealed = sealedFields(leaf);
  count.sealed += sealed.length;
  const revealed = new Map<string, unknown>();
  for (const place of sealed) {
    const key = keys.get(place.path);
    if (key === undefined) continue;
    count.disclosed++;
    const plain = await reveal(place.field, key);
    if (plain === undefined) findings.problem(`The key given for ${place.path} does not open it.`, index);
    else revealed.set(place.path, plain);
  }
  for (const path of keys.keys()) {
    if (!sealed.some((place) => place.path === path)) findings.problem(`There is no protected field ${path}.`, index);
  }
  if (record === undefined) {
    findings.problem("events.csv has no row for the event.", index);
    return;
  }
  compareRow(cellsOf(leaf, revealed), index, record, findings);
}

function compareRow(cells: (string | typeof notDisclosed)[], index: bigint, record: string, findings: Findings) {
  // A protected field that was not disclosed stands empty in the table.
  const expected = csvRecord([`${index}`, ...cells.map((cell) => (cell === notDisclosed ? "" : cell))]);
  if (record === expected) return;
  const found = csvCells(record);
  const wanted = csvCells(expected);
  const at = wanted.findIndex((cell, i) => cell !== found[i]);
  const column = at <= 0 ? "index" : eventColumns[at - 1];
  findings.problem(`The column ${column} says another thing than the signed event.`, index);
}

/** Leaf hash by ascending index; where the tile cannot be trusted that is said once and its own hash is still compared. */
function leafHashCursor(reader: PackageReader, tiles: TrustedTiles | null, size: bigint, findings: Findings) {
  let at = -1n;
  let hashes: readonly Uint8Array[] = [];
  return async (index: bigint): Promise<Uint8Array | null> => {
    if (index / BigInt(tileWidth) !== at) {
      at = index / BigInt(tileWidth);
      const tile = { level: 0, index: at, width: widthOf(size, 0, at) };
      try {
        hashes = tiles === null ? [] : await tiles.hashes(0, at);
      } catch (error) {
        const first = error instanceof UntrustedTile ? error.first : at * 256n;
        findings.problem(
          error instanceof Error ? error.message : "A proof cannot be read.",
          first > index ? first : index,
        );
        hashes = [];
      }
      if (hashes.length === 0) {
        hashes = await reader.small(packageFiles.tile(tilePath(tile))).then(splitTile, () => []);
      }
    }
    return hashes[Number(index % BigInt(tileWidth))] ?? null;
  };
}

function placeChecker(selection: PackageReader["manifest"]["selection"], size: bigint, findings: Findings) {
  const range = selection.kind === "range" ? selection : null;
  let previous = range === null ? -1n : BigInt(range.first) - 1n;
  const end = range === null ? size : BigInt(range.first) + BigInt(range.count);
  return {
    next(line: Uint8Array | undefined): bigint | null {
      const text = line === undefined ? "" : utf8Text(line);
      const index = /^(0|[1-9]\d{0,19})$/.test(text) ? BigInt(text) : null;
      if (index === null || index <= previous || index >= end || index >= size) {
        findings.problem(`${packageFiles.indexes} is not an ascending list of places in the log.`, previous + 1n);
        return null;
      }
      if (range !== null && index !== previous + 1n)
        findings.problem("The event is missing from the range.", previous + 1n);
      previous = index;
      return index;
    },
    end() {
      if (range !== null && previous !== end - 1n) findings.problem("The rest of the range is missing.", previous + 1n);
    },
  };
}

/** Keys by path of one event after the other, from lines sorted by index. */
function disclosureCursor(lines: AsyncGenerator<Uint8Array>) {
  let ahead: { index: bigint; path: string; key: string } | null | undefined;
  async function peek() {
    if (ahead !== undefined) return ahead;
    const { done, value } = await lines.next();
    if (done === true) ahead = null;
    else {
      const { index, path, key } = JSON.parse(utf8Text(value)) as Record<string, unknown>;
      ahead = { index: BigInt(String(index)), path: String(path), key: String(key) };
    }
    return ahead;
  }
  return {
    async of(index: bigint): Promise<Map<string, string>> {
      const keys = new Map<string, string>();
      for (let next = await peek(); next !== null && next.index === index; next = await peek()) {
        keys.set(next.path, next.key);
        ahead = undefined;
      }
      return keys;
    },
    async rest(): Promise<boolean> {
      return (await peek()) !== null;
    },
  };
}
