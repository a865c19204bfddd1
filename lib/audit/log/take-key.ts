import "server-only";
import type { ClientBase } from "pg";
import { signNote } from "@/lib/platform/crypto/signed-note";
import type { ObjectStore } from "@/lib/platform/storage/object-store";
import { type Statement, statementText } from "../verify/chain";
import { storeStatement } from "./log-copy";
import type { LogRow } from "./log-tables";
import { openSigner } from "./open-signer";

/**
 * Takes a key that somebody ordered into use, before the first checkpoint it signs: the key until now says from which size
 * on the new one counts (A13). Returns the log with the key to sign with.
 */
export async function takeKeyIntoUse(
  db: ClientBase,
  store: ObjectStore,
  log: LogRow,
  size: bigint,
  at: Date,
): Promise<LogRow> {
  const { rows } = await db.query<{ number: number; vkey: string; wrapped: Buffer }>(
    `select number, vkey, wrapped_signer as wrapped from audit_log_key where log_id = $1 and started_at is null`,
    [log.id],
  );
  const next = rows[0];
  if (next === undefined) return log;
  await db.query("begin");
  try {
    await db.query(
      `insert into audit_log_key (log_id, number, organization_id, vkey, wrapped_signer, created_at, start_size, started_at)
       select id, 1, organization_id, vkey, wrapped_signer, created_at, 0, created_at from audit_log where id = $1
       on conflict do nothing`,
      [log.id],
    );
    await say(db, store, log, { kind: "key", origin: log.origin, size, vkey: next.vkey }, at);
    await db.query("update audit_log_key set start_size = $3, started_at = $4 where log_id = $1 and number = $2", [
      log.id,
      next.number,
      `${size}`,
      at,
    ]);
    await db.query("update audit_log set vkey = $2, wrapped_signer = $3 where id = $1", [
      log.id,
      next.vkey,
      next.wrapped,
    ]);
    await db.query("commit");
  } catch (error) {
    await db.query("rollback").catch(() => undefined);
    throw error;
  }
  return { ...log, vkey: next.vkey, wrappedSigner: next.wrapped, vkeys: [...log.vkeys, next.vkey] };
}

/** Signs a statement with the log's key in use and keeps it, in the database and beside the copy of the log. */
export async function say(db: ClientBase, store: ObjectStore, log: LogRow, statement: Statement, at: Date) {
  const note = signNote(statementText(statement), openSigner(log));
  const { rows } = await db.query<{ number: number }>(
    `insert into audit_log_statement (log_id, number, organization_id, note, created_at)
     select $1, count(*)::int + 1, $2, $3, $4 from audit_log_statement where log_id = $1 returning number`,
    [log.id, log.organizationId, note, at],
  );
  await storeStatement(store, log.origin, rows[0]?.number ?? 0, note);
}
