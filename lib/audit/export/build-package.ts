import "server-only";
import { setImmediate } from "node:timers/promises";
import { toBase64 } from "@/lib/platform/crypto/bytes";
import { tilePath } from "@/lib/platform/crypto/tiles";
import type { Tx } from "@/lib/platform/db/client";
import { archivedRows } from "../archive/archived-rows";
import { csvRecord } from "../csv";
import { collectedActions, collectedFileOf } from "../evidence/collected-hash";
import { eventColumns } from "../leaf";
import { type EventFilter, type PackageManifest, packageFiles } from "../verify/manifest";
import { byPath } from "../verify/package-reader";
import type { TakeEvidence } from "./carried-evidence";
import { type Disclosing, DisclosureReader, parseLeaf, withoutProtected } from "./disclosures";
import { NeededTiles } from "./needed-tiles";
import { type CollectedAt, packEvidence } from "./pack-evidence";
import {
  type ExportRange,
  type ExportRow,
  exportRows,
  exportTexts,
  exportTiles,
  isNoText,
  type SignedLog,
  signedLog,
} from "./package-source";
import { PackageWriter, type PackedFile } from "./package-writer";
import { policyOf } from "./policy-of";
import { packageReadme } from "./readme";
import type { SealedSpool } from "./sealed-spool";

export interface PackageRequest {
  selection: { kind: "range"; first: bigint; count: bigint } | { kind: "filter"; filter: EventFilter };
  /** A closed log; the open one when left out. */
  logId?: string;
  /** Size of the checkpoint the package is bound to; the newest when left out. The same request gives the same bytes. */
  size?: bigint;
  /** Sizes of checkpoints somebody saved earlier, which the package shall be comparable with (A10). */
  earlierSizes?: readonly bigint[];
  /** May the reader see protected fields? Their keys then go into the package (A14, A17). */
  disclose: boolean;
  requestedBy: string;
  requestedAt: Date;
}

/** Runs a piece of reading in a transaction of its own: what is read is immutable, and a long one would be in the way. */
export type ReadLog = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** Told after each batch how many places of the log were looked at and how many events are in the package; may throw to stop. */
export type Progress = (position: bigint, rows: bigint) => void | Promise<void>;

const batchSize = 500;
/** After so many rows what has gathered is handed on, and the database's next rows are taken in meanwhile. */
const rowsAtOnce = 200;
/** How far a filter looks in one statement: a rare event must not keep a transaction open for minutes. */
const filterWindow = 40_000n;
const tilesAtOnce = 500;

/**
 * Writes the files of an export package, with constant memory, and returns its manifest and its ZIP. The event that says who
 * exported what must be written before. Throws RangeError when the log has no such range.
 */
export async function buildPackage(
  read: ReadLog,
  request: PackageRequest,
  spool: SealedSpool,
  progress: Progress = () => undefined,
  { disclosing, evidence }: { disclosing?: Disclosing; evidence?: TakeEvidence } = {},
): Promise<{ manifest: PackageManifest; carries: string[]; zip: AsyncGenerator<Uint8Array> }> {
  const log = await read((tx) => signedLog(tx, request));
  if (log === null) throw new RangeError("The log has no such checkpoint yet. Try again in a moment.");
  const { selection } = request;
  if (selection.kind === "range" && selection.first + selection.count > log.size) {
    throw new RangeError(`The range ends beyond the checkpoint of ${log.size} events.`);
  }
  const writer = new PackageWriter(spool);
  const files = [
    writer.whole(packageFiles.checkpoint, log.note),
    writer.whole(packageFiles.policy, await policyOf(log)),
    writer.whole(packageFiles.readme, packageReadme(log.origin, selection.kind === "filter" ? log.archived : 0n)),
  ];
  if (log.statements.length > 0) {
    files.push(writer.whole(packageFiles.chain, `${JSON.stringify(log.statements, null, 2)}\n`));
  }
  const tiles = new NeededTiles(log.size);
  for (const size of request.earlierSizes ?? []) if (size <= log.size) tiles.addEdge(size);
  const written = await writeEvents(read, log, request, writer, tiles, progress, disclosing);
  files.push(...written.files);
  const packed = evidence && (await packEvidence(written.collected, evidence, writer, written.going));
  files.push(...(packed?.files ?? []));
  const wanted = [...tiles];
  for (let at = 0; at < wanted.length; at += tilesAtOnce) {
    const some = wanted.slice(at, at + tilesAtOnce);
    const hashes = await read((tx) => exportTiles(tx, log, some));
    for (const [i, tile] of some.entries()) {
      const bytes = hashes[i] as Uint8Array;
      files.push(writer.whole(packageFiles.tile(tilePath(tile)), bytes.subarray(0, 32 * tile.width)));
    }
    await spool.settled();
  }
  const manifest = writeManifest(log, request, packed !== undefined, writer, files);
  return { manifest, carries: packed?.carries ?? [], zip: writer.zip() };
}

async function writeEvents(
  read: ReadLog,
  log: SignedLog,
  { selection, disclose }: PackageRequest,
  writer: PackageWriter,
  tiles: NeededTiles,
  progress: Progress,
  disclosing: Disclosing | undefined,
): Promise<{ files: PackedFile[]; collected: CollectedAt[]; going: () => void | Promise<void> }> {
  const events = writer.rows(packageFiles.events);
  const indexes = writer.rows(packageFiles.indexes);
  const table = writer.rows(packageFiles.table);
  const disclosed = writer.rows(packageFiles.disclosures);
  const all = [events, indexes, table, disclosed];
  const begin = selection.kind === "range" ? selection.first : 0n;
  const end = selection.kind === "range" ? selection.first + selection.count : log.size;
  const filter = selection.kind === "filter" ? selection.filter : undefined;
  const keys = new DisclosureReader(read, disclosing);
  const fetchFrom = (first: bigint) => {
    const stop = filter === undefined || first + filterWindow > end ? end : first + filterWindow;
    const found = eventsOf(read, log, { first, end: stop, filter, limit: batchSize }).then((batch) => {
      const last = batch.at(-1);
      // Without a filter a short batch ends at the border of the archived part, not at that of the range.
      return { batch, next: last && (filter === undefined || batch.length === batchSize) ? last.index + 1n : stop };
    });
    found.catch(() => undefined);
    return found;
  };
  try {
    table.add(csvRecord(["index", ...eventColumns]));
    let rows = 0n;
    const collected: CollectedAt[] = [];
    for (let reading = begin < end ? fetchFrom(begin) : null; reading !== null; ) {
      const { batch, next } = await reading;
      // The database looks for the next batch while this one is written.
      reading = next < end ? fetchFrom(next) : null;
      for (let at = 0; at < batch.length; at += rowsAtOnce) {
        const some = batch.slice(at, at + rowsAtOnce);
        const lines = disclose ? await keys.linesOf(some) : null;
        for (const [i, { index, leaf, cells }] of some.entries()) {
          tiles.addLeaf(index);
          if (collecting.has(cells[actionCell])) {
            const file = collectedFileOf(parseLeaf(leaf));
            if (file !== null) collected.push({ index, file });
          }
          events.add(leaf ?? "", "\n");
          indexes.add(`${index}\n`);
          table.add(csvRecord([`${index}`, ...(disclose ? cells : withoutProtected(leaf, cells))]));
          for (const line of lines?.[i] ?? []) disclosed.add(line);
        }
        for (const file of all) await file.flush();
        await setImmediate();
      }
      rows += BigInt(batch.length);
      await progress(next - begin, rows);
    }
    const files: PackedFile[] = [];
    for (const file of all) files.push(await file.close());
    return { files, collected, going: () => progress(end - begin, rows) };
  } catch (error) {
    for (const file of all) file.abandon();
    throw error;
  }
}

const collecting = new Set<string | undefined>(collectedActions);
const actionCell = eventColumns.indexOf("action");

/** As text where all of it is text; where somebody altered a leaf into something else, as the bytes it is now. */
async function eventsOf(read: ReadLog, log: SignedLog, range: ExportRange): Promise<ExportRow<Uint8Array | string>[]> {
  if (range.filter === undefined && range.first < log.archived) return archivedRows(read, log, range);
  const rows = await rowsInTable(read, log, range);
  if (range.filter !== undefined || !rows.some(({ leaf }) => leaf === null)) return rows;
  // Gone: or moved to a bundle since this export began.
  const grown = await read((tx) => signedLog(tx, log));
  if (grown === null || grown.archived <= log.archived) return rows;
  log.archived = grown.archived;
  return eventsOf(read, log, range);
}

async function rowsInTable(
  read: ReadLog,
  log: SignedLog,
  range: ExportRange,
): Promise<ExportRow<Uint8Array | string>[]> {
  try {
    return await read((tx) => exportTexts(tx, log, range));
  } catch (error) {
    if (isNoText(error)) return read((tx) => exportRows(tx, log, range));
    throw error;
  }
}

function writeManifest(
  log: SignedLog,
  request: PackageRequest,
  evidence: boolean,
  writer: PackageWriter,
  files: PackedFile[],
) {
  const { selection } = request;
  const manifest: PackageManifest = {
    format: "plinto-audit-package/1",
    checkpoint: { origin: log.origin, size: `${log.size}`, root: toBase64(log.root) },
    selection:
      selection.kind === "range"
        ? { kind: "range", first: `${selection.first}`, count: `${selection.count}` }
        : { kind: "filter", filter: selection.filter },
    ...(evidence ? { evidence } : {}),
    requestedBy: request.requestedBy,
    requestedAt: request.requestedAt.toISOString(),
    policySha256: files.find((file) => file.path === packageFiles.policy)?.sha256 ?? "",
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const { sha256 } = writer.whole(packageFiles.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
  const sums = [...manifest.files, { path: packageFiles.manifest, sha256 }];
  const lines = sums.map((file) => `${file.sha256}  ${file.path}\n`).sort(byPath);
  writer.whole(packageFiles.sums, lines.join(""));
  return manifest;
}
