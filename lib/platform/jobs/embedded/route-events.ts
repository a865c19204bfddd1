import "server-only";
import { createRun } from "./create-run";
import { type Sql, transaction } from "./database";
import type { Engine, JobEvent } from "./engine";
import { compileExpression, type Expression, holds } from "./expression";
import { enqueueDiscovery } from "./queue";
import { isActive, loadRun } from "./run-state";
import { endRun, lockActiveRun, settleStep } from "./settle";

type Unrouted = { seq: string; event: JobEvent; targetFunction: string | null; rerunOf: string | null };

/** Routes what has arrived, one event after the other: a cancelling event must not overtake the one it cancels. */
export async function routeEvents(engine: Engine): Promise<void> {
  if (!engine.registered) return;
  while (!engine.stopping.aborted) {
    const { rows } = await engine.pool.query<{ seq: string }>(
      "select seq from job_engine.event where routed_at is null order by seq limit 100",
    );
    if (rows.length === 0) return;
    for (const { seq } of rows) await transaction(engine.pool, (sql) => routeEvent(engine, sql, seq));
  }
}

async function routeEvent(engine: Engine, sql: Sql, seq: string): Promise<void> {
  const { rows } = await sql.query<Unrouted>(
    `update job_engine.event set routed_at = now() where seq = $1 and routed_at is null
     returning seq, target_function as "targetFunction", rerun_of as "rerunOf",
               json_build_object('id', id, 'name', name, 'data', data,
                                 'ts', floor(extract(epoch from sent_at) * 1000)) as event`,
    [seq],
  );
  const row = rows[0];
  if (!row) return;
  if (row.targetFunction) {
    const fn = engine.functions.get(row.targetFunction);
    if (fn) await createRun(sql, fn, { eventSeq: seq, event: row.event, rerunOf: row.rerunOf });
    return;
  }
  await cancelRuns(engine, sql, row);
  await endWaits(sql, row.event);
  for (const fn of engine.functions.values()) {
    const starts = fn.events.some(({ name, condition }) => {
      return name === row.event.name && (!condition || holds(condition, { event: row.event }));
    });
    if (starts) await createRun(sql, fn, { eventSeq: seq, event: row.event });
  }
}

/** `cancelOn`: ends active runs that earlier events started. In a condition `event` is the run's, `async` the new one. */
async function cancelRuns(engine: Engine, sql: Sql, { seq, event }: Unrouted): Promise<void> {
  for (const fn of engine.functions.values()) {
    for (const { condition, timeout } of fn.cancel.filter((on) => on.event === event.name)) {
      const { rows } = await sql.query<{ id: string }>(
        `select id from job_engine.run
          where function_id = $1 and status in ('queued', 'running') and event_seq < $2
            and ($3::double precision is null or created_at + make_interval(secs => $3::double precision) >= now())
          order by id`,
        [fn.id, seq, timeout === null ? null : timeout / 1000],
      );
      for (const { id } of rows) {
        if (!(await lockActiveRun(sql, id))) continue;
        const run = await loadRun(sql, id);
        if (!run || (condition && !holds(condition, { event: run.event, async: event }))) continue;
        await endRun(sql, id, run.event, { status: "cancelled" });
      }
    }
  }
}

/** `step.waitForEvent`: the whole event is the step's result. */
async function endWaits(sql: Sql, event: JobEvent): Promise<void> {
  const { rows } = await sql.query<{ runId: string; stepId: string; condition: string | null }>(
    `select run_id as "runId", id as "stepId", wait_condition as condition from job_engine.step
      where status = 'waiting' and wait_event = $1 order by run_id, id`,
    [event.name],
  );
  for (const { runId, stepId, condition } of rows) {
    const run = await loadRun(sql, runId);
    if (!run || !isActive(run)) continue;
    if (condition !== null && !holds(compiled(condition), { event: run.event, async: event })) continue;
    if (!(await lockActiveRun(sql, runId))) continue;
    if (await settleStep(sql, runId, stepId, { output: JSON.stringify(event) })) await enqueueDiscovery(sql, runId);
  }
}

const cache = new Map<string, Expression>();

function compiled(source: string): Expression {
  const known = cache.get(source) ?? compileExpression(source);
  if (cache.size < 1000) cache.set(source, known);
  return known;
}
