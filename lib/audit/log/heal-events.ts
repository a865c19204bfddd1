import "server-only";
import type { ClientBase } from "pg";
import { sameBytes, utf8Text } from "@/lib/platform/crypto/bytes";
import { unwrap } from "@/lib/platform/crypto/keyring";
import { columnsOf } from "@/lib/platform/event-columns";
import { contextOfKey } from "@/lib/platform/operation/subject-keys";
import { sealedFields } from "../leaf";
import { reveal } from "../verify/reveal";
import { LogContradiction, type LogRow } from "./log-tables";

/**
 * Inserts the events of these leaves anew, every column derived from the bytes, protected ones by decrypting (A7), and
 * takes them out of the queue if the backup still had them there. Events that are there already must have the same bytes.
 * @returns the ids in order, and the keys that no row holds any more
 */
export async function restoreEvents(db: ClientBase, log: LogRow, leaves: readonly Uint8Array[]) {
  const parsed = leaves.map((bytes) => JSON.parse(utf8Text(bytes)) as Record<string, unknown>);
  const { keys, lost } = await keysOf(db, parsed);
  const rows = await Promise.all(
    parsed.map(async (leaf, i) => ({
      ...columnsOf(leaf, await plaintexts(leaf, keys)),
      log_id: log.id,
      organization_id: log.organizationId,
      leaf: `\\x${Buffer.from(leaves[i] as Uint8Array).toString("hex")}`,
    })),
  );
  const eventIds = rows.map((row) => String(row.id));
  await db.query(
    `insert into audit_event select r.* from jsonb_populate_recordset(null::audit_event, $1::jsonb) r on conflict (id) do nothing`,
    [JSON.stringify(rows)],
  );
  const { rows: stored } = await db.query<{ id: string; leaf: Buffer }>(
    "select id, leaf from audit_event where id = any($1::uuid[])",
    [eventIds],
  );
  const byId = new Map(stored.map(({ id, leaf }) => [id, leaf]));
  for (const [i, id] of eventIds.entries()) {
    if (!sameBytes(byId.get(id) ?? new Uint8Array(), leaves[i] as Uint8Array)) {
      throw new LogContradiction(`The event ${id} in the database is not the one that was signed.`);
    }
  }
  await db.query("select portal_follow_keys($1::uuid[])", [eventIds]);
  await db.query("delete from audit_pending where event_id = any($1::uuid[])", [eventIds]);
  const details = parsed.filter((leaf) => hasDetail(leaf)).length;
  return { eventIds, keys: lost, details };
}

/** Opened keys by id, and the ids of which there is no row: they were made after the backup, and are gone with the rest. */
async function keysOf(db: ClientBase, leaves: readonly unknown[]) {
  const ids = [...new Set(leaves.flatMap(sealedFields).map(({ field }) => field.k))];
  const { rows } = await db.query<{ id: string; wrapped: Buffer | null }>(
    "select id, wrapped_key as wrapped from subject_key where id = any($1::uuid[])",
    [ids],
  );
  const keys = new Map<string, string>();
  for (const { id, wrapped } of rows) {
    try {
      if (wrapped !== null) keys.set(id, unwrap(wrapped, contextOfKey(id)).toString("base64"));
    } catch {
      // An altered key: the field stays closed, and the column check says so.
    }
  }
  const known = new Set(rows.map(({ id }) => id));
  return { keys, lost: ids.filter((id) => !known.has(id)) };
}

async function plaintexts(leaf: unknown, keys: ReadonlyMap<string, string>): Promise<Map<string, unknown>> {
  const plain = new Map<string, unknown>();
  for (const { path, field } of sealedFields(leaf)) {
    const key = keys.get(field.k);
    if (key !== undefined) plain.set(path, await reveal(field, key));
  }
  return plain;
}

/** A change too large for its leaf was kept beside it, and only there (A20). */
function hasDetail(leaf: Record<string, unknown>): boolean {
  const change = leaf.change as Record<string, unknown> | null;
  return typeof change?.sha256 === "string" && typeof change.size === "number";
}
