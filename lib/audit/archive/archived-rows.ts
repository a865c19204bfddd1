import "server-only";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import type { ExportRange, ExportRow, ReadLog, SignedLog } from "../export/package-source";
import { cellsOf, notDisclosed } from "../leaf";
import { archivedLeaves } from "./archived-part";

/** Rows of an export for the archived part of a log. Their keys are destroyed, so protected cells are empty (A7, A17). */
export async function archivedRows(
  read: ReadLog,
  log: SignedLog,
  { first, end, limit }: ExportRange,
): Promise<ExportRow<Uint8Array>[]> {
  const stop = first + BigInt(limit) < end ? first + BigInt(limit) : end;
  const leaves = await read((tx) => archivedLeaves(tx, log, first, stop));
  return leaves.map((leaf, i) => {
    const cells = cellsOf(JSON.parse(utf8Text(leaf)), new Map());
    return { index: first + BigInt(i), leaf, cells: cells.map((cell) => (cell === notDisclosed ? "" : cell)) };
  });
}
