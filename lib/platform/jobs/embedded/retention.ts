import "server-only";
import type { Sql } from "./database";

/** Days after which a run that is over is deleted, with its steps and its event. */
const runRetentionDays = 30;

const old = `now() - make_interval(days => ${runRetentionDays})`;

/** Deletes what is older than 30 days, and the marks that tell a repeated event within 24 hours. Safe to run twice. */
export async function deleteOldRuns(sql: Sql): Promise<{ runs: number; events: number }> {
  const runs = await sql.query(`delete from job_engine.run where ended_at < ${old}`);
  const events = await sql.query(
    `delete from job_engine.event e
      where routed_at is not null and received_at < ${old}
        and not exists (select from job_engine.run r where r.event_seq = e.seq)`,
  );
  await sql.query("delete from job_engine.event_receipt where received_at < now() - interval '24 hours'");
  await sql.query("delete from job_engine.idempotency where created_at < now() - interval '24 hours'");
  return { runs: runs.rowCount ?? 0, events: events.rowCount ?? 0 };
}
