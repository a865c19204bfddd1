import "server-only";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { toBase64, utf8Text } from "@/lib/platform/crypto/bytes";
import { tilePath } from "@/lib/platform/crypto/tiles";
import type { Tx } from "@/lib/platform/db/client";
import { csvRecord } from "../csv";
import { cellsOf, eventColumns, notDisclosed, sealedFields } from "../leaf";
import { type EventFilter, type PackageManifest, packageFiles } from "../verify/manifest";
import { byPath } from "../verify/package-reader";
import { NeededTiles } from "./needed-tiles";
import { type ExportRow, exportRows, exportTile, openKeys, type SignedLog, signedLog } from "./package-source";
import { packageReadme } from "./readme";
import { type SpooledFile, spoolFile, spoolWhole } from "./spool-file";

export interface PackageRequest {
  selection: { kind: "range"; first: bigint; count: bigint } | { kind: "filter"; filter: EventFilter };
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

const batchSize = 2_000;

/**
 * Writes the files of an export package into an empty folder, with constant memory; `zipPackage` makes the ZIP of it.
 * The event that says who exported what must be written before. Throws RangeError when the log has no such range.
 */
export async function buildPackage(
  read: ReadLog,
  request: PackageRequest,
  folder: string,
  progress: (rows: bigint) => void = () => undefined,
): Promise<PackageManifest> {
  const log = await read((tx) => signedLog(tx, request.size));
  if (log === null) throw new RangeError("The log has no such checkpoint yet. Try again in a moment.");
  const { selection } = request;
  if (selection.kind === "range" && selection.first + selection.count > log.size) {
    throw new RangeError(`The range ends beyond the checkpoint of ${log.size} events.`);
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const policy = `log ${log.vkey}\nquorum none\n`;
  const files: SpooledFile[] = [
    await spoolWhole(folder, packageFiles.checkpoint, log.note),
    await spoolWhole(folder, packageFiles.policy, policy),
    await spoolWhole(folder, packageFiles.readme, packageReadme(log.origin)),
  ];
  const tiles = new NeededTiles(log.size);
  for (const size of request.earlierSizes ?? []) if (size <= log.size) tiles.addEdge(size);
  files.push(...(await spoolEvents(read, log, request, folder, tiles, progress)));
  for (const tile of tiles) {
    const hashes = await read((tx) => exportTile(tx, log, tile.level, tile.index));
    files.push(await spoolWhole(folder, packageFiles.tile(tilePath(tile)), hashes.subarray(0, 32 * tile.width)));
  }
  return spoolManifest(log, request, folder, files);
}

async function spoolEvents(
  read: ReadLog,
  log: SignedLog,
  { selection, disclose }: PackageRequest,
  folder: string,
  tiles: NeededTiles,
  progress: (rows: bigint) => void,
): Promise<SpooledFile[]> {
  const events = await spoolFile(folder, packageFiles.events, true);
  const indexes = await spoolFile(folder, packageFiles.indexes, true);
  const table = await spoolFile(folder, packageFiles.table, true);
  const disclosures = await spoolFile(folder, packageFiles.disclosures, true);
  const all = [events, indexes, table, disclosures];
  try {
    await table.write(csvRecord(["index", ...eventColumns]));
    let next = selection.kind === "range" ? selection.first : 0n;
    const end = selection.kind === "range" ? selection.first + selection.count : log.size;
    const filter = selection.kind === "filter" ? selection.filter : undefined;
    let rows = 0n;
    for (;;) {
      const batch = await read((tx) => exportRows(tx, log, { first: next, end, filter, limit: batchSize }));
      const revealed = disclose ? await disclosuresOf(read, batch) : new Map<bigint, string[]>();
      for (const { index, leaf, cells } of batch) {
        tiles.addLeaf(index);
        await events.write(leaf ?? "", "\n");
        await indexes.write(`${index}\n`);
        await table.write(csvRecord([`${index}`, ...(disclose ? cells : withoutProtected(leaf, cells))]));
        for (const line of revealed.get(index) ?? []) await disclosures.write(line);
        next = index + 1n;
      }
      rows += BigInt(batch.length);
      progress(rows);
      if (batch.length < batchSize) break;
    }
    return await Promise.all(all.map((file) => file.close()));
  } catch (error) {
    await Promise.all(all.map((file) => file.abandon()));
    throw error;
  }
}

/** Lines of `disclosures.ndjson` for a batch, by index. */
async function disclosuresOf(read: ReadLog, batch: readonly ExportRow[]): Promise<Map<bigint, string[]>> {
  const sealed = batch.flatMap(({ index, leaf }) => fieldsOf(leaf).map((place) => ({ index, ...place })));
  const ids = [...new Set(sealed.map(({ field }) => field.k))];
  const keys = ids.length === 0 ? new Map<string, string>() : await read((tx) => openKeys(tx, ids));
  const lines = new Map<bigint, string[]>();
  for (const { index, path, field } of sealed) {
    const key = keys.get(field.k);
    if (key === undefined) continue;
    lines.set(index, [...(lines.get(index) ?? []), `${JSON.stringify({ index: `${index}`, path, key })}\n`]);
  }
  return lines;
}

function fieldsOf(leaf: Uint8Array | null) {
  const parsed = parseLeaf(leaf);
  return parsed === null ? [] : sealedFields(parsed);
}

/** The cells of one who may not read protected fields: those columns stand empty, as the verifier expects. */
function withoutProtected(leaf: Uint8Array | null, cells: readonly string[]): string[] {
  const derived = cellsOf(parseLeaf(leaf), new Map());
  return cells.map((cell, i) => (derived[i] === notDisclosed ? "" : cell));
}

/** Null when the leaf is gone or altered beyond reading: the verifier will say so. */
function parseLeaf(leaf: Uint8Array | null): unknown {
  try {
    return leaf === null ? null : JSON.parse(utf8Text(leaf));
  } catch {
    return null;
  }
}

async function spoolManifest(log: SignedLog, request: PackageRequest, folder: string, files: SpooledFile[]) {
  const { selection } = request;
  const manifest: PackageManifest = {
    format: "plinto-audit-package/1",
    checkpoint: { origin: log.origin, size: `${log.size}`, root: toBase64(log.root) },
    selection:
      selection.kind === "range"
        ? { kind: "range", first: `${selection.first}`, count: `${selection.count}` }
        : { kind: "filter", filter: selection.filter },
    requestedBy: request.requestedBy,
    requestedAt: request.requestedAt.toISOString(),
    policySha256: files.find((file) => file.path === packageFiles.policy)?.sha256 ?? "",
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const { sha256 } = await spoolWhole(folder, packageFiles.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
  const sums = [...manifest.files, { path: packageFiles.manifest, sha256 }];
  const lines = sums.map((file) => `${file.sha256}  ${file.path}\n`).sort(byPath);
  await spoolWhole(folder, packageFiles.sums, lines.join(""));
  return manifest;
}

/** Where the export of an id is put together. */
export function spoolFolder(exportPath: string, id: string): string {
  return path.join(exportPath, "spool", id);
}
