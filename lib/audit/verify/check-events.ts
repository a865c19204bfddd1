import { utf8Text } from "@/lib/platform/crypto/bytes";
import { splitTile, tilePath, tileWidth } from "@/lib/platform/crypto/tiles";
import { eventColumns } from "@/lib/platform/event-columns";
import { csvRecord } from "../csv";
import { type CheckedBatch, checkBatch, type EventBatch, nowhere } from "./check-batch";
import type { CollectedEvidence } from "./check-evidence";
import { packageFiles } from "./manifest";
import type { PackageReader } from "./package-reader";
import type { Findings } from "./report";
import { RowReader } from "./row-reader";
import { type TrustedTiles, UntrustedTile, widthOf } from "./trusted-tiles";

export interface EventCount {
  rows: bigint;
  sealed: number;
  disclosed: number;
}

/** How a batch is checked: here, or by another thread. */
export type CheckBatch = typeof checkBatch;

const batchSize = 1_024;
/** Batches that may be on their way at once: enough to keep some threads busy, few enough for constant memory. */
const mostUnderWay = 8;

/**
 * Hands every exported event with all that is said about it to `check`, and checks itself that the events are at the places
 * that were asked for and that no part of the package speaks of others.
 */
export async function checkEvents(
  reader: PackageReader,
  tiles: TrustedTiles | null,
  size: bigint,
  findings: Findings,
  evidence: CollectedEvidence,
  check: CheckBatch = checkBatch,
): Promise<EventCount> {
  const events = new RowReader(reader.stream(packageFiles.events));
  const indexes = new RowReader(reader.stream(packageFiles.indexes));
  const table = new RowReader(reader.stream(packageFiles.table), true);
  const disclosures = new RowReader(reader.stream(packageFiles.disclosures));
  const leafHashes = leafHashCursor(reader, tiles, size, findings);
  const order = placeChecker(reader.manifest.selection, size, findings);
  const count: EventCount = { rows: 0n, sealed: 0, disclosed: 0 };
  const header = await table.take(1);
  if (utf8Text(header.bytes) !== csvRecord(["index", ...eventColumns])) {
    findings.problem("events.csv has other columns.");
  }
  const underWay: Promise<CheckedBatch>[] = [];
  let strayKeys = false;
  async function finishOne() {
    const done = await (underWay.shift() as Promise<CheckedBatch>);
    findings.add(done.found);
    count.sealed += done.sealed;
    count.disclosed += done.disclosed;
    strayKeys ||= done.strayKeys;
    for (const { leaf, index } of done.ofEvidence) evidence.add(leaf, index);
  }

  for (;;) {
    const rows = await events.take(batchSize);
    if (rows.count === 0) break;
    count.rows += BigInt(rows.count);
    const claimed = utf8Text((await indexes.take(rows.count)).bytes).split("\n");
    const places = BigUint64Array.from({ length: rows.count }, (_, i) => order.next(claimed[i]));
    const last = places.findLast((place) => place !== nowhere) ?? -1n;
    const batch: EventBatch = {
      places,
      events: rows.bytes,
      hashes: await leafHashes.of(places),
      table: (await table.take(rows.count)).bytes,
      disclosures: (await disclosures.take(Number.MAX_SAFE_INTEGER, (held, at) => indexOfLine(held, at) <= last)).bytes,
    };
    const checking = check(batch);
    checking.catch(() => undefined);
    underWay.push(checking);
    if (underWay.length === mostUnderWay) await finishOne();
  }
  while (underWay.length > 0) await finishOne();
  order.end();
  if ((await indexes.take(1)).count > 0) findings.problem(`${packageFiles.indexes} is longer than events.ndjson.`);
  if ((await table.take(1)).count > 0) findings.problem("events.csv has more rows than there are events.");
  if (strayKeys || (await disclosures.take(1)).count > 0) {
    findings.problem("disclosures.ndjson speaks of events that are not in the package.");
  }
  return count;
}

const lineStart = [...'{"index":"'].map((char) => char.charCodeAt(0));

/** The index a line of disclosures begins with; 0 for any other line, which is then found to speak of no event. */
function indexOfLine(held: Uint8Array, at: number): number {
  if (lineStart.some((byte, i) => held[at + i] !== byte)) return 0;
  let index = 0;
  for (let i = at + lineStart.length; ; i++) {
    const digit = (held[i] ?? 0) - 48;
    if (digit < 0 || digit > 9) return index;
    index = index * 10 + digit;
  }
}

/** Leaf hashes by ascending index; where a tile cannot be trusted that is said once and its own hashes are still compared. */
function leafHashCursor(reader: PackageReader, tiles: TrustedTiles | null, size: bigint, findings: Findings) {
  let first = -256n;
  let hashes: readonly Uint8Array[] = [];
  async function load(index: bigint): Promise<void> {
    const at = index / BigInt(tileWidth);
    first = at * BigInt(tileWidth);
    const tile = { level: 0, index: at, width: widthOf(size, 0, at) };
    try {
      hashes = tiles === null ? [] : await tiles.hashes(0, at);
    } catch (error) {
      const from = error instanceof UntrustedTile ? error.first : first;
      findings.problem(error instanceof Error ? error.message : "A proof cannot be read.", from > index ? from : index);
      hashes = [];
    }
    if (hashes.length === 0) {
      hashes = await reader.small(packageFiles.tile(tilePath(tile))).then(splitTile, () => []);
    }
  }
  return {
    /** 32 bytes for each place in the log, zeros where there is no hash. */
    async of(places: BigUint64Array): Promise<Uint8Array> {
      const all = new Uint8Array(32 * places.length);
      for (const [i, index] of places.entries()) {
        if (index === nowhere) continue;
        let offset = Number(index - first);
        if (offset >= tileWidth) {
          await load(index);
          offset = Number(index - first);
        }
        const hash = hashes[offset];
        if (hash !== undefined) all.set(hash, 32 * i);
      }
      return all;
    },
  };
}

function placeChecker(selection: PackageReader["manifest"]["selection"], size: bigint, findings: Findings) {
  const range = selection.kind === "range" ? selection : null;
  let previous = range === null ? -1n : BigInt(range.first) - 1n;
  const end = range === null ? size : BigInt(range.first) + BigInt(range.count);
  return {
    next(text = ""): bigint {
      const index = /^(0|[1-9]\d{0,19})$/.test(text) ? BigInt(text) : null;
      if (index === null || index <= previous || index >= end || index >= size) {
        findings.problem(`${packageFiles.indexes} is not an ascending list of places in the log.`, previous + 1n);
        return nowhere;
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
