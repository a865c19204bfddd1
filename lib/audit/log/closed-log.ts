import "server-only";
import type { ClientBase } from "pg";
import { rootOf } from "@/lib/platform/crypto/merkle";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import type { ObjectStore } from "@/lib/platform/storage/object-store";
import { type LogRow, sizeOf } from "./log-tables";
import { say } from "./take-key";

type Successor = { id: string; vkey: string; closedNote: string | null };

/**
 * What is left to do for a closed log (A9): its key names the successor, and what was recorded for it but never signed
 * goes into the successor's queue, in order, behind the leaf that opens it. Safe to run again after a kill.
 * False while the successor has not begun.
 */
export async function settleClosed(db: ClientBase, store: ObjectStore, log: LogRow, at: Date): Promise<boolean> {
  const successor = await successorOf(db, log.id);
  if (successor === null) return true;
  const closed =
    successor.closedNote === null ? empty : parseCheckpoint(openNote(successor.closedNote, log.vkeys).text);
  if (!(await isTold(db, log.id, successor.vkey))) {
    const { size, root } = closed;
    await say(db, store, log, { kind: "successor", origin: log.origin, size, root, vkey: successor.vkey }, at);
  }
  if ((await sizeOf(db, successor.id)) === 0n) return false;
  await moveUnsigned(db, log, closed.size, successor.id);
  return true;
}

const empty = { size: 0n, root: rootOf([]) };

async function successorOf(db: ClientBase, logId: string): Promise<Successor | null> {
  const { rows } = await db.query<Successor>(
    `select n.id, n.vkey, c.checkpoint as "closedNote" from audit_log n
     join audit_log_closing c on c.successor_id = n.id and c.confirmed where n.successor_of_id = $1`,
    [logId],
  );
  return rows[0] ?? null;
}

async function isTold(db: ClientBase, logId: string, vkey: string): Promise<boolean> {
  const { rows } = await db.query("select 1 from audit_log_statement where log_id = $1 and strpos(note, $2) > 0", [
    logId,
    vkey,
  ]);
  return rows.length > 0;
}

async function moveUnsigned(db: ClientBase, log: LogRow, signed: bigint, successorId: string): Promise<void> {
  await db.query("begin");
  try {
    // Allotted but never signed: nobody outside was told these places.
    const { rows } = await db.query<{ eventId: string }>(
      `with gone as (delete from audit_leaf where log_id = $1 and index >= $2 returning index, event_id)
       select event_id as "eventId" from gone order by index`,
      [log.id, `${signed}`],
    );
    await db.query(
      `insert into audit_pending (event_id, log_id, organization_id)
       select id, $2, $3 from unnest($1::uuid[]) with ordinality as t(id, n) order by n`,
      [rows.map((row) => row.eventId), successorId, log.organizationId],
    );
    // Taken out and put in again, so that they stay behind those above.
    await db.query(
      `with waiting as (delete from audit_pending where log_id = $1 returning position, event_id, organization_id)
       insert into audit_pending (event_id, log_id, organization_id)
       select event_id, $2, organization_id from waiting order by position`,
      [log.id, successorId],
    );
    await db.query("commit");
  } catch (error) {
    await db.query("rollback").catch(() => undefined);
    throw error;
  }
}
