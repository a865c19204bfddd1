import { Client } from "pg";
import { leafHash, rootOf } from "@/lib/platform/crypto/merkle";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";

/** Looks at (and damages) the log's tables as the owner of the database, for tests. */
export async function asOwner<T>(url: string, work: (db: Client) => Promise<T>): Promise<T> {
  const db = new Client({ connectionString: url });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

/** What someone with all rights over the database can do: triggers and row level security do not hold them. */
export function tamper(url: string, ...statements: string[]): Promise<void> {
  return asOwner(url, async (db) => {
    await db.query("set session_replication_role = replica");
    for (const statement of statements) await db.query(statement);
  });
}

export async function logOf(url: string, organizationId: string | null) {
  return asOwner(url, async (db) => {
    const { rows } = await db.query<{
      id: string;
      origin: string;
      vkey: string;
      haltedReason: string | null;
      pending: number;
    }>(
      `select l.id, origin, vkey, halted_reason as "haltedReason",
         (select count(*)::int from audit_pending p where p.log_id = l.id) as pending
       from audit_log l where organization_id is not distinct from $1 order by closed_at nulls first, created_at desc`,
      [organizationId],
    );
    return rows[0] as (typeof rows)[number];
  });
}

/** All leaves by index and all checkpoints by size, as they stand in the tables. */
export async function contentOf(url: string, log: { id: string }) {
  return asOwner(url, async (db) => {
    const leaves = await db.query<{ index: string; eventId: string; leaf: Buffer; hash: Buffer }>(
      `select l.index::text, l.event_id as "eventId", e.leaf, l.leaf_hash as hash
       from audit_leaf l left join audit_event e on e.id = l.event_id where l.log_id = $1 order by l.index`,
      [log.id],
    );
    const notes = await db.query<{ note: string }>(
      "select note from audit_checkpoint where log_id = $1 order by size",
      [log.id],
    );
    return { leaves: leaves.rows, notes: notes.rows.map(({ note }) => note) };
  });
}

export function rootFromScratch(leaves: readonly { leaf: Buffer }[]): Uint8Array {
  return rootOf(leaves.map(({ leaf }) => leafHash(leaf)));
}

/** Checkpoints opened with the log's key. */
export function opened(notes: readonly string[], log: { vkey: string }) {
  return notes.map((note) => ({ note, ...parseCheckpoint(openNote(note, [log.vkey]).text) }));
}
