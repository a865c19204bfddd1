import "server-only";
import { encodeEntries, parseTilePath } from "@/lib/platform/crypto/tiles";
import type { Tx } from "@/lib/platform/db/client";
import { exportRows, exportTile, signedLog } from "../export/package-source";
import { widthOf } from "../verify/trusted-tiles";

export type StaticResource =
  | { kind: "checkpoint"; body: string }
  | { kind: "tile" | "entries"; body: Uint8Array<ArrayBuffer> };

/**
 * What a client of the C2SP tlog-tiles interface finds under a path of the organisation's log: `checkpoint`, `tile/<L>/<N>`
 * or `tile/entries/<N>`, whole or partial (A20). Null for everything that the last checkpoint does not cover.
 */
export async function staticResource(tx: Tx, path: string): Promise<StaticResource | null> {
  const log = await signedLog(tx);
  if (log === null) return null;
  if (path === "checkpoint") return { kind: "checkpoint", body: log.note };
  const tile = tileAt(path);
  if (tile === null) return null;
  const available = widthOf(log.size, tile.level === "entries" ? 0 : tile.level, tile.index);
  if (tile.width > available) return null;
  if (tile.level !== "entries") {
    const hashes = await exportTile(tx, log, tile.level, tile.index);
    return { kind: "tile", body: new Uint8Array(hashes.subarray(0, 32 * tile.width)) };
  }
  const first = tile.index * 256n;
  const rows = await exportRows(tx, log, { first, end: first + BigInt(tile.width), limit: tile.width });
  const leaves = rows.map(({ leaf }) => leaf).filter((leaf) => leaf !== null);
  if (leaves.length !== tile.width) throw new Error("An entry of the log is gone.");
  return { kind: "entries", body: new Uint8Array(encodeEntries(leaves)) };
}

function tileAt(path: string) {
  try {
    return parseTilePath(path);
  } catch {
    return null;
  }
}
