import "server-only";
import { createRun } from "./create-run";
import { type Sql, transaction } from "./database";
import type { Engine } from "./engine";
import { nextTick, type RegisteredFunction } from "./function-config";
import { storeRoutedEvent } from "./store-event";

/** Keeps the time of the next tick of each schedule; one that is known keeps it, so that a tick missed while nothing ran still comes. */
export async function storeSchedules(sql: Sql, fn: RegisteredFunction, now: Date): Promise<void> {
  await sql.query("delete from job_engine.schedule where function_id = $1 and cron <> all($2)", [fn.id, fn.crons]);
  for (const cron of fn.crons) {
    await sql.query(
      "insert into job_engine.schedule (function_id, cron, next_at) values ($1, $2, $3) on conflict do nothing",
      [fn.id, cron, nextTick(cron, now)],
    );
  }
}

/** Starts what is due. However many ticks were missed, and while an earlier run has not begun, it is one run. */
export async function runSchedules(engine: Engine): Promise<void> {
  const now = engine.options.now();
  await transaction(engine.pool, async (sql) => {
    const { rows } = await sql.query<{ functionId: string; cron: string; nextAt: Date }>(
      `select function_id as "functionId", cron, next_at as "nextAt" from job_engine.schedule
        where next_at <= $1 order by next_at for update`,
      [now],
    );
    for (const { functionId, cron, nextAt } of rows) {
      const fn = engine.functions.get(functionId);
      if (!fn) continue;
      await sql.query(
        "update job_engine.schedule set last_at = $3, next_at = $4 where function_id = $1 and cron = $2",
        [functionId, cron, nextAt, nextTick(cron, now)],
      );
      if (!(await hasUnbegunRun(sql, functionId, cron))) await startTick(sql, fn, cron, nextAt);
    }
  });
}

async function hasUnbegunRun(sql: Sql, functionId: string, cron: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select from job_engine.run r
      where function_id = $1 and cron = $2 and status in ('queued', 'running')
        and not exists (select from job_engine.step s where s.run_id = r.id) and done = 0 and attempt = 0
        and (status = 'queued' or unanswered > 0)`,
    [functionId, cron],
  );
  return (rowCount ?? 0) > 0;
}

async function startTick(sql: Sql, fn: RegisteredFunction, cron: string, at: Date): Promise<void> {
  const event = { id: `${fn.id} ${cron} ${at.toISOString()}`, name: "inngest/scheduled.timer", data: { cron } };
  const eventSeq = await storeRoutedEvent(sql, { ...event, at });
  await createRun(sql, fn, { eventSeq, event: { ...event, ts: at.getTime() }, cron });
}
