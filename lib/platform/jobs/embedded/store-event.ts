import "server-only";
import { newId } from "@/lib/platform/ids";
import type { Sql } from "./database";

export type IncomingEvent = { id: string; name: string; data: unknown; ts: number };

/** Stores an event to be routed, unless its id came within the last 24 hours. Returns whether it is new. */
export async function storeEvent(sql: Sql, event: IncomingEvent): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into job_engine.event_receipt as seen (event_id) values ($1)
     on conflict (event_id) do update set received_at = now() where seen.received_at < now() - interval '24 hours'`,
    [event.id],
  );
  if (rowCount === 0) return false;
  await sql.query(
    "insert into job_engine.event (id, name, data, sent_at) values ($1, $2, $3, to_timestamp($4::double precision / 1000))",
    [event.id, event.name, JSON.stringify(event.data), event.ts],
  );
  return true;
}

/** Stores an event of the engine itself, to be routed like any other. */
export async function storeInternalEvent(sql: Sql, name: string, data: unknown): Promise<void> {
  await sql.query("insert into job_engine.event (id, name, data, sent_at) values ($1, $2, $3, now())", [
    newId(),
    name,
    JSON.stringify(data),
  ]);
}

/** Stores an event that starts one function directly (a schedule's tick, an invocation). Returns its number. */
export async function storeRoutedEvent(
  sql: Sql,
  event: { id: string; name: string; data: unknown; at: Date | null },
): Promise<string> {
  const { rows } = await sql.query<{ seq: string }>(
    `insert into job_engine.event (id, name, data, sent_at, routed_at)
     values ($1, $2, $3, coalesce($4, now()), now()) returning seq`,
    [event.id, event.name, JSON.stringify(event.data), event.at],
  );
  return (rows[0] as { seq: string }).seq;
}
