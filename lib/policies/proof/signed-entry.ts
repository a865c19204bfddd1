import "server-only";
import { fromHex, sameBytes, utf8Text } from "../../platform/crypto/bytes";
import { leafHash, verifyInclusion } from "../../platform/crypto/merkle";
import { openNote, parseCheckpoint } from "../../platform/crypto/signed-note";
import type { Tx } from "../../platform/db/client";
import { Prisma } from "../../platform/db/generated/client";
import {
  columnsIn,
  columnsOf,
  eventColumns,
  isSealed,
  placeOf,
  pointerTo,
  sameColumn,
} from "../../platform/event-columns";
import { openField } from "../../platform/operation/subject-keys";
import { proofOf } from "./receipt-proof";

/** The parts of an entry that proofs read; what they are is for the reader to check. */
export type EntryLeaf = {
  organization?: unknown;
  actor?: { id?: unknown };
  resource?: { type?: unknown; id?: unknown; label?: unknown };
  occurredAt?: unknown;
  change?: { after?: Record<string, unknown> };
};

/** Where an entry was found, once it is signed. */
export type SignedPlace = { index: number; size: number; origin: string; vkey: string };

/** An entry as the log has it: its place is null while it waits for its signature, some seconds. */
export type Entry = { ok: true; leaf: EntryLeaf; place: SignedPlace | null } | { ok: false; why: string };

type Wanted = {
  action: string;
  resource: { type: string; id: string };
  /** Who acted, where that is known: it spares looking at everybody's. */
  actorId?: string;
  /** Which of several it is. */
  is?: (leaf: EntryLeaf) => boolean;
};

type Row = Record<string, unknown> & {
  leaf: Uint8Array;
  index: string | null;
  hash: Uint8Array | null;
  leafLog: string | null;
  origin: string | null;
  vkey: string | null;
  queued: boolean;
  ofItsLog: boolean | null;
};

/**
 * The one entry of the audit log that tells of an act, proven: its bytes hash to what stands at its index, which is in the tree the log
 * signed, and every column by which it was found says what the bytes say. Of two one was written past the portal, and nobody may
 * choose between them. @param name what it is the event of, in words
 */
export async function signedEntry(tx: Tx, name: string, { action, resource, actorId, is }: Wanted): Promise<Entry> {
  const rows = await tx.$queryRaw<Row[]>`
    select e.*, l.index::text as index, l.leaf_hash as hash, l.log_id as "leafLog", g.origin, g.vkey,
      exists (select 1 from audit_pending p join audit_log q on q.id = p.log_id where p.event_id = e.id) as queued,
      (e.log_id = l.log_id or exists (select 1 from audit_log c where c.id = e.log_id and c.closed_at is not null)) as "ofItsLog"
    from audit_event e
    left join (audit_leaf l join audit_log g on g.id = l.log_id) on l.event_id = e.id
    where e.organization_id = portal_organization() and e.action = ${action} and e.outcome = 'success'
      and e.resource_type = ${resource.type} and e.resource_id = ${resource.id}
      ${actorId === undefined ? Prisma.empty : Prisma.sql`and e.actor_id = ${actorId}`}
    order by e.id`;
  const told = rows.flatMap((row) => {
    const leaf = parsed(row.leaf);
    return leaf && (is === undefined || is(leaf)) ? [{ row, leaf }] : [];
  });
  const [first, second] = told;
  if (first === undefined) return wrong(`the trail has no event of ${name}`);
  if (second !== undefined) return wrong(`the trail tells of ${name} twice`);
  const { row, leaf } = first;
  if (row.hash !== null && !sameBytes(leafHash(row.leaf), new Uint8Array(row.hash)))
    return wrong(`the event of ${name} was altered`);
  const column = await alteredColumn(tx, row, leaf);
  if (column !== null) return wrong(`the event of ${name} was altered: its ${column.replaceAll("_", " ")}`);
  if (row.hash === null)
    return row.queued ? { ok: true, leaf, place: null } : wrong(`the event of ${name} stands in no log`);
  const place = await placeOfRow(tx, row);
  if (place === "unsigned") return { ok: true, leaf, place: null };
  return place === null ? wrong(`the event of ${name} is not in the tree the log signed`) : { ok: true, leaf, place };
}

const wrong = (why: string): Entry => ({ ok: false, why });

function parsed(bytes: Uint8Array): EntryLeaf | null {
  try {
    const leaf: unknown = JSON.parse(utf8Text(new Uint8Array(bytes)));
    return typeof leaf === "object" ? (leaf as EntryLeaf | null) : null;
  } catch {
    return null;
  }
}

/** The first column that says another thing than the bytes; of protected ones whose key is destroyed nothing may be left (A7). */
async function alteredColumn(tx: Tx, row: Row, leaf: EntryLeaf): Promise<string | null> {
  const revealed = new Map<string, unknown>();
  for (const column of eventColumns) {
    let value: unknown = leaf;
    for (const name of placeOf[column]) value = (value as Record<string, unknown> | null | undefined)?.[name];
    if (isSealed(value)) revealed.set(pointerTo(placeOf[column]), await openField(tx, value));
  }
  const [stands, derived] = [columnsIn(row), columnsOf(leaf, revealed)];
  const column = eventColumns.find((each) => !sameColumn(stands[each], derived[each]));
  if (column !== undefined) return column;
  if (row.organization_id !== leaf.organization) return "organization";
  return row.hash === null || row.ofItsLog ? null : "log";
}

/** Its place in the tree of the newest checkpoint; "unsigned" while none covers it, null when it is not in that tree. */
async function placeOfRow(tx: Tx, row: Row): Promise<SignedPlace | "unsigned" | null> {
  const { leafLog: logId, vkey, origin, leaf } = row;
  if (logId === null || vkey === null || origin === null || row.index === null) return null;
  const index = BigInt(row.index);
  const [covered] = await tx.$queryRaw<{ covered: boolean }[]>`
    select exists (select 1 from audit_checkpoint where log_id = ${logId}::uuid and size > ${row.index}::bigint) as covered`;
  if (!covered?.covered) return "unsigned";
  const proof = await proofOf(tx, { logId, leaf, vkey }, index);
  if (proof === null) return null;
  try {
    const checkpoint = parseCheckpoint(openNote(proof.checkpoint, [proof.vkey]).text);
    const path = proof.path.map((part) => fromHex(part));
    const isIn = verifyInclusion(leafHash(new Uint8Array(leaf)), index, checkpoint.size, path, checkpoint.root);
    if (!isIn || checkpoint.origin !== origin) return null;
    return { index: Number(index), size: Number(checkpoint.size), origin, vkey: proof.vkey };
  } catch {
    return null;
  }
}
