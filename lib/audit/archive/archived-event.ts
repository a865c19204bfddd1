import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { type Place, placeOf } from "../explorer/place";
import { revealLeaf } from "../explorer/reveal-leaf";
import { signedLog } from "../export/package-source";
import { type ArchiveNotice, archiveAt, archivedLeaves } from "./archived-part";
import { CopyDamaged } from "./copied-leaves";

type Found = { logId: string; index: bigint; archive: ArchiveNotice };

/** Where an event that left the table stands, and the archive that holds it; null when no archive does. */
export async function archivedPlace(tx: Tx, eventId: string): Promise<Found | null> {
  const [row] = await tx.$queryRaw<{ logId: string; index: string }[]>`
    select log_id as "logId", index::text from audit_leaf where event_id = ${eventId}::uuid`;
  if (!row) return null;
  const archive = await archiveAt(tx, row.logId, BigInt(row.index));
  return archive && { logId: row.logId, index: BigInt(row.index), archive };
}

/** An archived event with its bytes, read from the log's copy, and its proof, which holds as before (E6). */
export const readArchivedEvent = query({
  name: "audit.view-archived",
  summary: "One archived event of the audit trail with its proof",
  permission: "audit:read",
  controls: ["CC7.2"],
  input: z.object({ id: z.uuid() }),
  async run({ tx, now }, { id }) {
    const found = await archivedPlace(tx, id);
    if (found === null) throw notFound("This event");
    const log = await signedLog(tx, { logId: found.logId });
    const place: Place = await placeOf(tx, id, now);
    const leaf = log && (await leafOf(tx, log, found.index));
    return { id, ...found, place, leaf, revealed: leaf && (await revealLeaf(tx, leaf)) };
  },
  audited: ({ id, archive }) => ({ resource: { type: "audit_event", id }, after: { archive: archive.reference } }),
});

/** Null where the copy was damaged: the bundle still has it, and the nightly check says so. */
async function leafOf(tx: Tx, log: Parameters<typeof archivedLeaves>[1], index: bigint): Promise<Uint8Array | null> {
  try {
    return (await archivedLeaves(tx, log, index, index + 1n))[0] ?? null;
  } catch (error) {
    if (error instanceof CopyDamaged) return null;
    throw error;
  }
}
