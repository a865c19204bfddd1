import "server-only";
import { z } from "zod";
import { encodeEntries, parseTilePath, type Tile } from "@/lib/platform/crypto/tiles";
import type { Tx } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { AppError, notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { archivedLeaves } from "../archive/archived-part";
import { CopyDamaged } from "../archive/copied-leaves";
import { exportTile, type SignedLog, signedLog } from "../export/package-source";
import { widthOf } from "../verify/trusted-tiles";
import { configuredWitnesses } from "../witness/configured";
import { policyText } from "../witness/policy-text";

/** The newest signed checkpoint (C2SP tlog-checkpoint). */
export const readCheckpoint = query({
  name: "log.checkpoint",
  summary: "Newest signed checkpoint of the log (C2SP tlog-checkpoint)",
  permission: "log:follow",
  input: z.object({ organization: z.uuid() }),
  async run({ tx }) {
    const log = await signedLog(tx);
    if (log === null) throw notFound("A checkpoint");
    return log.note;
  },
});

/** The keys of the log, its witnesses and how many of them must have signed (C2SP tlog-policy). */
export const readPolicy = query({
  name: "log.trust",
  summary: "Keys, witnesses and quorum of the log (C2SP tlog-policy)",
  permission: "log:follow",
  input: z.object({ organization: z.uuid() }),
  async run({ tx }) {
    const log = await signedLog(tx);
    if (log === null) throw notFound("A checkpoint");
    return policyText(log.vkeys, await configuredWitnesses(), env.AUDIT_WITNESS_QUORUM);
  },
});

const path = z.array(z.string().max(8)).max(9);

/** A hash tile (C2SP tlog-tiles), full or partial. */
export const readTile = query({
  name: "log.tile",
  summary: "A hash tile of the log (C2SP tlog-tiles)",
  permission: "log:follow",
  input: z.object({
    organization: z.uuid(),
    level: z
      .string()
      .regex(/^\d{1,2}$/)
      .catch(""),
    path,
  }),
  async run({ tx }, { level, path }) {
    const { log, tile } = await signedTile(tx, `tile/${level}/${path.join("/")}`);
    const hashes = await exportTile(tx, log, tile.level as number, tile.index);
    if (hashes.length < 32 * tile.width) throw damaged();
    return new Uint8Array(hashes.subarray(0, 32 * tile.width));
  },
});

/** An entry bundle: the leaf bytes as they were signed. */
export const readEntries = query({
  name: "log.entries",
  summary: "A bundle of entries of the log (C2SP tlog-tiles)",
  permission: "log:read",
  input: z.object({ organization: z.uuid(), path }),
  async run({ tx }, { path }) {
    const { log, tile } = await signedTile(tx, `tile/entries/${path.join("/")}`);
    const first = tile.index * 256n;
    const rows = await tx.$queryRaw<{ leaf: Uint8Array }[]>`
      select e.leaf from audit_leaf l join audit_event e on e.id = l.event_id
      where l.log_id = ${log.logId}::uuid and l.index >= ${`${first}`}::bigint and l.index < ${`${first + BigInt(tile.width)}`}::bigint
      order by l.index`;
    const end = first + BigInt(tile.width);
    const archived = await archivedLeaves(tx, log, first, end).catch((error: unknown) => {
      throw error instanceof CopyDamaged ? damaged() : error;
    });
    if (archived.length + rows.length !== tile.width) throw damaged();
    return encodeEntries([...archived, ...rows.map((row) => row.leaf)]);
  },
});

/** The tile a path names, if it lies under the newest checkpoint: nothing unsigned is handed out. */
async function signedTile(tx: Tx, text: string): Promise<{ log: SignedLog; tile: Tile }> {
  const log = await signedLog(tx);
  let tile: Tile;
  try {
    tile = parseTilePath(text);
  } catch {
    throw notFound("This tile");
  }
  if (log === null || tile.width > widthOf(log.size, tile.level === "entries" ? 0 : tile.level, tile.index)) {
    throw notFound("This tile");
  }
  return { log, tile };
}

const damaged = () =>
  new AppError("unavailable", "This part of the log is damaged and cannot be served. The Integrity page says more.");
