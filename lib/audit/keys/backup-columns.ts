import "server-only";
import type { ClientBase } from "pg";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import { unwrap } from "@/lib/platform/crypto/keyring";
import { columnsOf } from "@/lib/platform/event-columns";
import { contextOfKey } from "@/lib/platform/operation/subject-keys";
import { sealedFields } from "../leaf";
import { reveal } from "../verify/reveal";

/** How a protected field begins in canonical bytes; a string that looks like it is escaped there. */
const sealed = (name: string) => `'\\x${Buffer.from(`"${name}":{"c":"`).toString("hex")}'::bytea`;
const unlessSealed = (column: string, name: string) =>
  `case when position(${sealed(name)} in leaf) > 0 then null else ${column} end`;

/**
 * Search columns that come from protected fields are left out of a backup, or erasure could not reach them there (A17).
 * `deriveProtectedColumns` makes them anew from the leaves, with the keys there are.
 */
export const columnsOutOfBackup = {
  audit_event: {
    actor_name: unlessSealed("actor_name", "name"),
    resource_label: unlessSealed("resource_label", "label"),
    ip: unlessSealed("ip", "ip"),
  },
};

const batchSize = 500;

/** Fills the three columns of every event with protected fields from its bytes, as when it was recorded (A7). */
export async function deriveProtectedColumns(db: ClientBase): Promise<void> {
  const anySealed = `'\\x${Buffer.from(':{"c":"').toString("hex")}'::bytea`;
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await db.query<{ id: string; leaf: Buffer }>(
      `select id, leaf from audit_event where id > $1 and position(${anySealed} in leaf) > 0 order by id limit ${batchSize}`,
      [after],
    );
    const derived = await Promise.all((await withKeys(db, rows)).map(derive));
    await db.query(
      `update audit_event e set actor_name = d.actor_name, resource_label = d.resource_label, ip = d.ip
       from jsonb_to_recordset($1::jsonb) as d(id uuid, actor_name text, resource_label text, ip text) where e.id = d.id`,
      [JSON.stringify(derived.filter((row) => row !== null))],
    );
    if (rows.length < batchSize) return;
    after = rows.at(-1)?.id ?? after;
  }
}

type Row = { id: string; leaf: Record<string, unknown> | null; keys: ReadonlyMap<string, string> };

async function withKeys(db: ClientBase, rows: readonly { id: string; leaf: Buffer }[]): Promise<Row[]> {
  const leaves = rows.map(({ leaf }) => parsed(leaf));
  const ids = [...new Set(leaves.flatMap(sealedFields).map(({ field }) => field.k))];
  const { rows: found } = await db.query<{ id: string; wrapped: Buffer }>(
    "select id, wrapped_key as wrapped from subject_key where id = any($1::uuid[]) and wrapped_key is not null",
    [ids],
  );
  const keys = new Map(found.map(({ id, wrapped }) => [id, unwrap(wrapped, contextOfKey(id)).toString("base64")]));
  return rows.map(({ id }, i) => ({ id, leaf: leaves[i] ?? null, keys }));
}

/** Null for bytes that are no leaf any more: the check of the log says so, and its columns stay as they are. */
function parsed(bytes: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(utf8Text(bytes)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

async function derive({ id, leaf, keys }: Row) {
  if (leaf === null) return null;
  const plain = new Map<string, unknown>();
  for (const { path, field } of sealedFields(leaf)) {
    const key = keys.get(field.k);
    if (key !== undefined) plain.set(path, await reveal(field, key));
  }
  const { actor_name, resource_label, ip } = columnsOf(leaf, plain) as Record<string, unknown>;
  return { id, actor_name, resource_label, ip };
}
