import { parseTilePath } from "@/lib/platform/crypto/tiles";
import { packageReadme } from "../export/readme";
import { packageFiles } from "./manifest";
import type { PackageReader } from "./package-reader";
import type { Findings } from "./report";
import type { TrustedTiles } from "./trusted-tiles";

/** A README is advice, and could be false advice: one that is not this portal's is said to be so. */
export async function checkReadme(reader: PackageReader, findings: Findings): Promise<void> {
  if (!reader.has(packageFiles.readme)) return;
  const text = await reader.text(packageFiles.readme).catch(() => "");
  const { checkpoint, selection } = reader.manifest;
  const last = selection.kind === "filter" ? /indexes 0–(\d{1,20}):/.exec(text)?.[1] : undefined;
  if (text !== packageReadme(checkpoint.origin, last === undefined ? 0n : BigInt(last) + 1n)) {
    findings.limits.push("The README is not the one this version of the portal writes: nothing it says was checked.");
  } else if (last !== undefined) findings.limits.push(`Its filter did not look at the indexes 0–${last}, it says.`);
}

/** The manifest says how many rows each list has; a reader may rely on that without counting. */
export function checkRowCounts(
  reader: PackageReader,
  { rows, disclosed, evidence }: { rows: bigint; disclosed: number; evidence: number },
  findings: Findings,
): void {
  const counted = new Map<string, number>([
    [packageFiles.events, Number(rows)],
    [packageFiles.indexes, Number(rows)],
    [packageFiles.table, Number(rows) + 1],
    [packageFiles.disclosures, disclosed],
    [packageFiles.evidence, evidence],
  ]);
  for (const { path, rows: claimed } of reader.manifest.files) {
    if (claimed !== counted.get(path)) findings.problem(`${path} has another number of rows than the manifest says.`);
  }
}

/** Tiles that go along for comparing with earlier checkpoints lead to the signed root as well. */
export async function checkSpareTiles(
  reader: PackageReader,
  tiles: TrustedTiles | null,
  findings: Findings,
): Promise<void> {
  for (const path of reader.unread()) {
    if (tiles === null || !path.startsWith(packageFiles.tile("tile/"))) continue;
    try {
      const { level, index } = parseTilePath(path.slice(packageFiles.tile("").length));
      if (typeof level === "number") await tiles.hashes(level, index);
    } catch (error) {
      findings.problem(`${path}: ${error instanceof Error ? error.message : "it cannot be read."}`);
    }
  }
}
