import "server-only";
import type { Sql } from "./database";
import type { Engine } from "./engine";

/**
 * The queue says when to look at a run; what is to be done stands in the tables. A job too many finds nothing to do, and
 * at start (and each minute) the queue is completed from the tables, so a job lost is made again.
 */
export type Job = { runId: string; stepId?: string };

export const discoveryKey = (runId: string): string => `discover ${runId}`;
export const stepKey = (runId: string, stepId: string): string => `step ${runId} ${stepId}`;

const add = `select graphile_worker.add_job($1, $2, run_at => now() + make_interval(secs => $3), job_key => $4, max_attempts => 1000)`;

/** Has the function called, after `delay` milliseconds. */
export async function enqueueDiscovery(sql: Sql, runId: string, delay = 0): Promise<void> {
  await sql.query(add, ["discover", JSON.stringify({ runId } satisfies Job), delay / 1000, discoveryKey(runId)]);
}

/** Has one planned step called, after `delay` milliseconds. */
export async function enqueueStep(sql: Sql, runId: string, stepId: string, delay = 0): Promise<void> {
  await sql.query(add, ["step", JSON.stringify({ runId, stepId } satisfies Job), delay / 1000, stepKey(runId, stepId)]);
}

/** Has a sleep, or a wait's time limit, looked at when it is due. */
export async function enqueueWake(sql: Sql, runId: string, stepId: string, at: Date): Promise<void> {
  await sql.query("select graphile_worker.add_job('wake', $1, run_at => $2, job_key => $3, max_attempts => 1000)", [
    JSON.stringify({ runId, stepId } satisfies Job),
    at,
    `wake ${runId} ${stepId}`,
  ]);
}

/** Starts jobs again that had waited for a place. */
export async function enqueueParked(sql: Sql, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const [kind, runId, stepId] = key.split(" ");
    if (kind === "discover" && runId) await enqueueDiscovery(sql, runId);
    if (kind === "step" && runId && stepId) await enqueueStep(sql, runId, stepId);
  }
}

const due = `
  select 'discover' as task, json_build_object('runId', id) as payload, 'discover ' || id as key, retry_at as at
    from job_engine.run where status in ('queued', 'running') and wanted > done
  union all
  select case s.status when 'planned' then 'step' else 'wake' end, json_build_object('runId', s.run_id, 'stepId', s.id),
         case s.status when 'planned' then 'step ' else 'wake ' end || s.run_id || ' ' || s.id,
         case s.status when 'planned' then s.retry_at else s.wake_at end
    from job_engine.step s join job_engine.run r on r.id = s.run_id
   where r.status in ('queued', 'running') and (s.status = 'planned' or (s.status = 'waiting' and s.wake_at is not null))`;

/** Puts into the queue what the tables say is to be done and the queue does not hold. Returns how many. */
export async function completeQueue(engine: Engine): Promise<number> {
  const { rows } = await engine.pool.query<{ task: string; payload: Job; key: string; at: Date | null }>(
    `with due as (${due})
     select due.* from due
      where not exists (select from graphile_worker._private_jobs job where job.key = due.key)`,
  );
  const lost = rows.filter(({ key }) => !engine.inFlight.has(key) && !engine.slots.isParked(key));
  for (const { task, payload, key, at } of lost) {
    await engine.pool.query(
      "select graphile_worker.add_job($1, $2, run_at => coalesce($3, now()), job_key => $4, max_attempts => 1000)",
      [task, JSON.stringify(payload), at, key],
    );
  }
  return lost.length;
}
