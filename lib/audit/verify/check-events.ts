import { splitTile, tilePath, tileWidth } from "@/lib/platform/crypto/tiles";
import { csvRecord } from "../csv";
import { eventColumns } from "../leaf";
import { byteLines, csvBatches, textLines } from "./batches";
import type { CollectedEvidence } from "./check-evidence";
import { checkLeaf, type GivenKeys, revealLeaf } from "./check-leaf";
import { packageFiles } from "./manifest";
import type { PackageReader } from "./package-reader";
import type { Findings } from "./report";
import { type TrustedTiles, UntrustedTile, widthOf } from "./trusted-tiles";

export interface EventCount {
  rows: bigint;
  sealed: number;
  disclosed: number;
}

const batchSize = 2_048;

/**
 * Compares every exported event with the log: its bytes with the leaf hash, its place, its canonical form, the disclosed
 * fields with their ciphertext, and the row of the table with what follows from the bytes (A1, A7, A14).
 */
export async function checkEvents(
  reader: PackageReader,
  tiles: TrustedTiles | null,
  size: bigint,
  findings: Findings,
  evidence: CollectedEvidence,
): Promise<EventCount> {
  const events = byteLines(reader.stream(packageFiles.events));
  const indexes = textLines(reader.stream(packageFiles.indexes));
  const table = csvBatches(reader.stream(packageFiles.table));
  const disclosures = disclosureCursor(textLines(reader.stream(packageFiles.disclosures)));
  const leafHashes = leafHashCursor(reader, tiles, size, findings);
  const order = placeChecker(reader.manifest.selection, size, findings);
  const count: EventCount = { rows: 0n, sealed: 0, disclosed: 0 };
  const [header] = await table.take(1);
  if (header !== csvRecord(["index", ...eventColumns])) findings.problem("events.csv has other columns.");

  for (;;) {
    const lines = await events.take(batchSize);
    if (lines.length === 0) break;
    const places = await indexes.take(lines.length);
    const records = await table.take(lines.length);
    for (const [i, line] of lines.entries()) {
      count.rows++;
      const index = order.next(places[i]);
      if (index === null) continue;
      const expected = leafHashes.at(index) ?? (await leafHashes.load(index));
      const keys = disclosures.at(index) ?? (await disclosures.load(index));
      const checked = checkLeaf(line, index, expected, keys, records[i], findings);
      if (checked === null) continue;
      count.sealed += checked.sealed;
      evidence.add(checked.leaf, index);
      // Where decrypting takes waiting, only events with disclosed fields wait.
      count.disclosed += checked.disclosed ?? (await revealLeaf(checked, findings));
    }
  }
  order.end();
  if ((await indexes.take(1)).length > 0) findings.problem(`${packageFiles.indexes} is longer than events.ndjson.`);
  if ((await table.take(1)).length > 0) findings.problem("events.csv has more rows than there are events.");
  if (await disclosures.rest()) findings.problem("disclosures.ndjson speaks of events that are not in the package.");
  return count;
}

/** Leaf hash by ascending index; where the tile cannot be trusted that is said once and its own hash is still compared. */
function leafHashCursor(reader: PackageReader, tiles: TrustedTiles | null, size: bigint, findings: Findings) {
  let first = -256n;
  let hashes: readonly Uint8Array[] = [];
  return {
    /** Undefined when its tile is another than the last one's: it is to be loaded. */
    at(index: bigint): Uint8Array | null | undefined {
      const offset = Number(index - first);
      return offset >= 0 && offset < tileWidth ? (hashes[offset] ?? null) : undefined;
    },
    async load(index: bigint): Promise<Uint8Array | null> {
      const at = index / BigInt(tileWidth);
      first = at * BigInt(tileWidth);
      const tile = { level: 0, index: at, width: widthOf(size, 0, at) };
      try {
        hashes = tiles === null ? [] : await tiles.hashes(0, at);
      } catch (error) {
        const from = error instanceof UntrustedTile ? error.first : first;
        findings.problem(
          error instanceof Error ? error.message : "A proof cannot be read.",
          from > index ? from : index,
        );
        hashes = [];
      }
      if (hashes.length === 0) {
        hashes = await reader.small(packageFiles.tile(tilePath(tile))).then(splitTile, () => []);
      }
      return hashes[Number(index - first)] ?? null;
    },
  };
}

function placeChecker(selection: PackageReader["manifest"]["selection"], size: bigint, findings: Findings) {
  const range = selection.kind === "range" ? selection : null;
  let previous = range === null ? -1n : BigInt(range.first) - 1n;
  const end = range === null ? size : BigInt(range.first) + BigInt(range.count);
  return {
    next(text = ""): bigint | null {
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
function disclosureCursor(lines: ReturnType<typeof textLines>) {
  let ahead: { index: bigint; path: string; key: string }[] = [];
  let at = 0;
  let ended = false;
  async function more() {
    ahead = (await lines.take(batchSize)).map((line) => {
      const { index, path, key } = JSON.parse(line) as Record<string, unknown>;
      return { index: BigInt(String(index)), path: String(path), key: String(key) };
    });
    at = 0;
    ended = ahead.length === 0;
  }
  function gather(index: bigint, keys: Map<string, string>) {
    for (let next = ahead[at]; next !== undefined && next.index === index; next = ahead[++at])
      keys.set(next.path, next.key);
    return keys;
  }
  return {
    /** Undefined when the next lines have to be read first. */
    at(index: bigint): GivenKeys | undefined {
      if (ended) return none;
      const next = ahead[at];
      if (next === undefined) return undefined;
      if (next.index !== index) return none;
      // The last lines at hand may not be all of this event's.
      return ahead[ahead.length - 1]?.index === index ? undefined : gather(index, new Map());
    },
    async load(index: bigint): Promise<GivenKeys> {
      const keys = new Map<string, string>();
      while (!ended) {
        gather(index, keys);
        if (at < ahead.length) break;
        await more();
      }
      return keys;
    },
    async rest(): Promise<boolean> {
      if (at === ahead.length && !ended) await more();
      return at < ahead.length;
    },
  };
}

const none: GivenKeys = new Map();
