import "server-only";
import { toBase64 } from "@/lib/platform/crypto/bytes";
import { tilePath } from "@/lib/platform/crypto/tiles";
import { eventColumns } from "@/lib/platform/event-columns";
import { archivedRows } from "../archive/archived-rows";
import { csvRecord } from "../csv";
import { collectedActions, collectedFileOf } from "../evidence/collected-hash";
import { type EventFilter, type PackageManifest, packageFiles } from "../verify/manifest";
import { byPath } from "../verify/package-reader";
import type { TakeEvidence } from "./carried-evidence";
import { type Disclosing, DisclosureReader, parseLeaf, withoutProtected } from "./disclosures";
import { NeededTiles } from "./needed-tiles";
import { type CollectedAt, packEvidence } from "./pack-evidence";
import {
  type ExportRow,
  exportTiles,
  isNoText,
  type ReadLog,
  type SignedLog,
  signedLog,
  takeRows,
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

/** Told now and then how many places of the log were looked at and how many events are in the package; may throw to stop. */
export type Progress = (position: bigint, rows: bigint) => void | Promise<void>;

/** So many rows at most in one transaction: what is read is immutable, and a long one would be in the way. */
const rowsAtOnce = 10_000;
/** How far a filter looks in one of them: a rare event must not keep it open for minutes. */
const filterWindow = 40_000n;
const archivedAtOnce = 500;
const tilesAtOnce = 500;

/** An event is not where its place says. */
class Gap extends Error {}

/**
 * Writes the files of an export package, with constant memory, and returns its manifest and its ZIP. The event that says who
 * exported what must be written before. Throws RangeError when the log has no such range.
 */
export async function buildPackage(
  read: ReadLog,
  request: PackageRequest,
  spool: SealedSpool,
  progress: Progress = () => undefined,
  { disclosing = async () => undefined, evidence }: { disclosing?: Disclosing; evidence?: TakeEvidence } = {},
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
  disclosing: Disclosing,
): Promise<{ files: PackedFile[]; collected: CollectedAt[]; going: () => void | Promise<void> }> {
  const events = writer.rows(packageFiles.events);
  const indexes = writer.rows(packageFiles.indexes);
  const table = writer.rows(packageFiles.table);
  const disclosed = writer.rows(packageFiles.disclosures);
  const all = [events, indexes, table, disclosed];
  const begin = selection.kind === "range" ? selection.first : 0n;
  const end = selection.kind === "range" ? selection.first + selection.count : log.size;
  const filter = selection.kind === "filter" ? selection.filter : undefined;
  const keys = new DisclosureReader();
  let rows = 0n;
  let next = begin;
  const collected: CollectedAt[] = [];
  let as: "text" | "bytes" = "text";
  let missing = false;
  async function take(some: ExportRow<Uint8Array | string>[], ask: ReadLog) {
    if (filter === undefined && !missing && some.some(({ leaf }) => leaf === null)) throw new Gap();
    const lines = disclose ? await keys.linesOf(some, ask) : null;
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
      next = index + 1n;
    }
    rows += BigInt(some.length);
    for (const file of all) await file.flush();
  }
  try {
    table.add(csvRecord(["index", ...eventColumns]));
    while (next < end) {
      const stop = filter === undefined || next + filterWindow > end ? end : next + filterWindow;
      const range = { first: next, end: stop, filter, limit: rowsAtOnce };
      const before = rows;
      try {
        if (filter === undefined && next < log.archived) {
          await take(await archivedRows(read, log, { ...range, limit: archivedAtOnce }), read);
        } else {
          await read((tx) => takeRows(tx, log, range, as, take));
          if (rows - before < rowsAtOnce) next = stop;
        }
        as = "text";
        missing = false;
      } catch (error) {
        if (error instanceof Gap) {
          // Gone: or moved to a bundle since this export began.
          const grown = await read((tx) => signedLog(tx, log));
          missing = (grown?.archived ?? 0n) <= log.archived;
          if (grown) log.archived = grown.archived;
        } else if (as === "text" && isNoText(error)) {
          as = "bytes"; // somebody altered a leaf into something that is no text: it is written as the bytes it is now
        } else throw error;
      }
      await disclosing(keys.given());
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
