import "server-only";
import { sameBytes, utf8Text } from "@/lib/platform/crypto/bytes";
import { leafHash } from "@/lib/platform/crypto/merkle";
import type { ReadLog } from "../export/package-source";
import { type ExportRow, exportRows, exportTile, openKeys, type SignedLog, signedLog } from "../export/package-source";
import { cellsOf, eventColumns, notDisclosed, sealedFields } from "../leaf";
import { acceptCheckpoint, parsePolicy } from "../verify/policy";
import { Findings, type Report } from "../verify/report";
import { reveal } from "../verify/reveal";
import { type TrustedTiles, trustedTiles, UntrustedTile } from "../verify/trusted-tiles";

const batchSize = 1_000;

export interface LogCheck extends Report {
  origin: string;
  /** Size of the checkpoint the rows were compared with. */
  size: bigint;
}

/**
 * Compares the rows of an organisation's log with its last checkpoint, from `first` on: the signature, the tiles up to the
 * root, every event's bytes with its leaf hash, and the searchable columns with what follows from the bytes (A7, A15).
 * Null when nothing was signed yet. `progress` gets the number of events compared.
 */
export async function checkLog(
  read: ReadLog,
  first = 0n,
  progress: (compared: bigint) => void | Promise<void> = () => undefined,
): Promise<LogCheck | null> {
  const log = await read((tx) => signedLog(tx));
  if (log === null) return null;
  const findings = new Findings();
  const tiles = await openTiles(read, log, findings);
  if (tiles !== null) {
    let next = first;
    while (next < log.size) {
      const rows = await read((tx) => exportRows(tx, log, { first: next, end: log.size, limit: batchSize }));
      const end = rows.length < batchSize ? log.size : (rows.at(-1) as ExportRow).index + 1n;
      await checkRows(read, rows, next, end, tiles, findings);
      next = end;
      await progress(next - first);
    }
    if (!findings.failed)
      findings.facts.push(`${log.size - first} events, ${first}–${log.size - 1n}, are those that were signed`);
  }
  return { origin: log.origin, size: log.size, ...findings.report() };
}

async function openTiles(read: ReadLog, log: SignedLog, findings: Findings): Promise<TrustedTiles | null> {
  try {
    const { size, root } = acceptCheckpoint(log.note, parsePolicy(`log ${log.vkey}\nquorum none\n`));
    return await trustedTiles(size, root, async (tile) =>
      new Uint8Array(await read((tx) => exportTile(tx, log, tile.level as number, tile.index))).subarray(
        0,
        32 * tile.width,
      ),
    );
  } catch (error) {
    findings.problem((error as Error).message, error instanceof UntrustedTile ? error.first : undefined);
    return null;
  }
}

async function checkRows(
  read: ReadLog,
  rows: readonly ExportRow[],
  first: bigint,
  end: bigint,
  tiles: TrustedTiles,
  findings: Findings,
): Promise<void> {
  const byIndex = new Map(rows.map((row) => [row.index, row]));
  const keys = await keysOf(read, rows);
  let tileIndex = -1n;
  let hashes: readonly Uint8Array[] = [];
  for (let index = first; index < end; index++) {
    if (index / 256n !== tileIndex) {
      tileIndex = index / 256n;
      hashes = await tiles.hashes(0, tileIndex).catch((error: Error) => {
        findings.problem(error.message, index);
        return [];
      });
    }
    const row = byIndex.get(index);
    const expected = hashes[Number(index % 256n)];
    if (row === undefined || row.leaf === null) findings.problem("The event is gone.", index);
    else if (expected !== undefined && !sameBytes(leafHash(row.leaf), expected)) {
      findings.problem("The event was altered: its hash is not the one in the log.", index);
    } else await checkColumns(row, row.leaf, keys, findings);
  }
}

async function checkColumns(row: ExportRow, bytes: Uint8Array, keys: ReadonlyMap<string, string>, findings: Findings) {
  const leaf: unknown = JSON.parse(utf8Text(bytes));
  const revealed = new Map<string, unknown>();
  for (const { path, field } of sealedFields(leaf)) {
    const key = keys.get(field.k);
    if (key !== undefined) revealed.set(path, await reveal(field, key));
  }
  for (const [i, expected] of cellsOf(leaf, revealed).entries()) {
    // The key was destroyed: the column must be empty as well (A7, A17).
    if (row.cells[i] === (expected === notDisclosed ? "" : expected)) continue;
    findings.problem(`The column ${eventColumns[i]} says another thing than the signed event.`, row.index);
  }
}

function keysOf(read: ReadLog, rows: readonly ExportRow[]): Promise<Map<string, string>> {
  const ids = new Set<string>();
  for (const { leaf } of rows) {
    try {
      if (leaf !== null) for (const { field } of sealedFields(JSON.parse(utf8Text(leaf)))) ids.add(field.k);
    } catch {
      // Altered beyond reading; found by its hash.
    }
  }
  return read((tx) => openKeys(tx, [...ids]));
}
