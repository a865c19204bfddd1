import "server-only";
import { sameBytes } from "@/lib/platform/crypto/bytes";
import { leafHash } from "@/lib/platform/crypto/merkle";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import { readInstallation } from "@/lib/platform/db/door";
import { inTenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { archivedLeaves } from "../archive/archived-part";
import { checkBundles } from "../archive/check-bundles";
import { CopyDamaged } from "../archive/copied-leaves";
import { exportTile, type ReadLog, type SignedLog, signedLog } from "../export/package-source";
import { trustedTiles, UntrustedTile } from "../verify/trusted-tiles";
import { CheckpointRows } from "./check-checkpoints";
import { CheckFinding, ColumnCheck } from "./check-columns";
import { checkDetails } from "./check-details";
import { checkRows, strangers, waitingRows } from "./check-rows";
import { RootFromScratch } from "./root-from-scratch";

export type LogFinding = { size: string; state: "verified" | "failed"; index: string | null; message: string | null };

const running = new Map<string, Promise<LogFinding>>();

/**
 * Recomputes the whole log from the leaf bytes and compares it with its last signed checkpoint, every searchable column
 * with the bytes, and every large change with its digest (A7, A15, A20). Constant memory, short transactions; two callers share one run.
 */
export function checkLog(organizationId: string): Promise<LogFinding> {
  return alone(logOf(organizationId));
}

/** The same for the installation's own log, which belongs to no organisation (A22). */
export function checkInstallationLog(): Promise<LogFinding> {
  return alone(installation);
}

function alone(whose: Whose): Promise<LogFinding> {
  const name = whose.organizationId ?? "";
  const known = running.get(name);
  if (known) return known;
  const run = check(whose, 0n).finally(() => running.delete(name));
  running.set(name, run);
  return run;
}

/** The same for the newest events only, from the tile that holds `first` on: each is traced to the signed root. */
export function checkTail(organizationId: string, first: bigint): Promise<LogFinding> {
  return check(logOf(organizationId), first - (first % 256n));
}

export function checkInstallationTail(first: bigint): Promise<LogFinding> {
  return check(installation, first - (first % 256n));
}

/** Whose log, and how its rows are read. */
type Whose = { organizationId: string | null; read: ReadLog };
const logOf = (organizationId: string): Whose => ({
  organizationId,
  read: (work) => inTenant(organizationId, "read", work),
});
const installation: Whose = { organizationId: null, read: readInstallation };

async function check(whose: Whose, first: bigint): Promise<LogFinding> {
  const { organizationId, read } = whose;
  const log = await read((tx) => signedLog(tx));
  if (log === null) {
    throw new AppError("conflict", "Nothing is signed yet, so there is nothing to check. Try again in a few seconds.");
  }
  const found = (message: string | null, index: bigint | null = null): LogFinding => ({
    size: `${log.size}`,
    state: message === null ? "verified" : "failed",
    index: index === null ? null : `${index}`,
    message,
  });
  try {
    const checkpoint = openCheckpoint(log);
    const tiles = await trustedTiles(log.size, checkpoint.root, async ({ level, index }) =>
      read((tx) => exportTile(tx, log, level as number, index)),
    );
    const root = new RootFromScratch();
    const columns = new ColumnCheck();
    const checkpoints = first === 0n ? await CheckpointRows.of(read, log) : null;
    if (checkpoints?.next === 0n) await checkpoints.check(root.value());
    let hashes: Uint8Array[] = [];
    // The archived part is read from the log's copy: it is neither missing nor unchecked (E6).
    let from = first;
    for (; from < log.archived; ) {
      const stop = from + 1_024n < log.archived ? from + 1_024n : log.archived;
      for (const leaf of await read((tx) => archivedLeaves(tx, log, from, stop))) {
        if (from % 256n === 0n) hashes = await tiles.hashes(0, from / 256n);
        const [hash, signed] = [leafHash(leaf), hashes[Number(from % 256n)]];
        if (signed === undefined || !sameBytes(hash, signed)) {
          throw new CheckFinding("The archived event was altered: its bytes do not hash to what was signed.", from);
        }
        root.add(hash);
        from += 1n;
        if (checkpoints?.next === from) await checkpoints.check(root.value());
      }
    }
    for (let next = from; next < log.size; ) {
      const rows = await read((tx) => checkRows(tx, log, next));
      for (const row of rows) {
        if (row.index !== next) throw new CheckFinding("The event's place in the log is gone.", next);
        if (row.leaf === null) throw new CheckFinding("The event is gone.", next);
        if (next % 256n === 0n) hashes = await tiles.hashes(0, next / 256n);
        const hash = leafHash(row.leaf);
        const signed = hashes[Number(next % 256n)];
        if (signed === undefined || !sameBytes(hash, signed) || !sameBytes(hash, row.leafHash)) {
          throw new CheckFinding("The event was altered: its bytes do not hash to what was signed.", next);
        }
        root.add(hash);
        next += 1n;
        if (checkpoints?.next === next) await checkpoints.check(root.value());
      }
      if (rows.length === 0) throw new CheckFinding("The rest of the log is gone.", next);
      await read((tx) => columns.check(tx, log, rows));
      await read((tx) => checkDetails(tx, log, rows));
    }
    if (first > 0n) {
      columns.assertCleaned();
      return found(null);
    }
    if (!sameBytes(root.value(), checkpoint.root)) {
      throw new CheckFinding("The root of all events is not the one that was signed.", null);
    }
    const bundle = await checkBundles(read, log);
    if (bundle !== null) throw new CheckFinding(bundle.message, bundle.index);
    for (let waiting = await read((tx) => waitingRows(tx, log, null)); waiting.length > 0; ) {
      await read((tx) => columns.check(tx, log, waiting));
      const last = waiting.at(-1)?.columns.id;
      waiting = await read((tx) => waitingRows(tx, log, typeof last === "string" ? last : null));
    }
    await read((tx) => columns.assertDestructionsRecorded(tx, log));
    const stranger = await read((tx) => strangers(tx, organizationId));
    if (stranger > 0) {
      throw new CheckFinding(`${stranger} rows stand among the events without ever having been recorded.`, null);
    }
    columns.assertCleaned();
    return found(null);
  } catch (error) {
    if (error instanceof CheckFinding || error instanceof CopyDamaged) {
      // Gone: or moved to a bundle since this check began.
      const grown = await read((tx) => signedLog(tx, { logId: log.logId }));
      if (grown !== null && grown.archived > log.archived) return check(whose, first);
      return found(error.message, error.index);
    }
    if (error instanceof UntrustedTile) return found(error.message, error.first);
    // A tile that is missing or too short: the log's own material is damaged.
    if (error instanceof RangeError) return found(error.message);
    throw error;
  }
}

function openCheckpoint(log: SignedLog) {
  let checkpoint: ReturnType<typeof parseCheckpoint>;
  try {
    checkpoint = parseCheckpoint(openNote(log.note, [log.vkey]).text);
  } catch (error) {
    throw new CheckFinding(`The last checkpoint was altered. ${(error as Error).message}`, null);
  }
  if (checkpoint.origin === log.origin && checkpoint.size === log.size) return checkpoint;
  throw new CheckFinding("The last checkpoint is not the one its row describes.", null);
}
