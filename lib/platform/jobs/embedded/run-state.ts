import "server-only";
import type { Sql } from "./database";
import type { Engine, JobEvent } from "./engine";
import { keyOf } from "./expression";
import type { JobError } from "./job-error";
import type { Slot } from "./slots";

export type RunState = {
  id: string;
  functionId: string;
  status: string;
  wanted: number;
  done: number;
  attempt: number;
  parallel: boolean;
  dueIn: number;
  event: JobEvent;
};

/** A run with its event; null if there is no such run. `dueIn` is the number of milliseconds until its retry. */
export async function loadRun(sql: Sql, runId: string): Promise<RunState | null> {
  const { rows } = await sql.query<Omit<RunState, "event"> & { event: JobEvent }>(
    `select r.id, r.function_id as "functionId", r.status, r.wanted, r.done, r.attempt, r.parallel,
            greatest(0, coalesce(extract(epoch from r.retry_at - now()) * 1000, 0))::double precision as "dueIn",
            json_build_object('id', e.id, 'name', e.name, 'data', e.data,
                              'ts', floor(extract(epoch from e.sent_at) * 1000)) as event
       from job_engine.run r join job_engine.event e on e.seq = r.event_seq
      where r.id = $1`,
    [runId],
  );
  return rows[0] ?? null;
}

export function isActive(run: { status: string } | null | undefined): boolean {
  return run?.status === "queued" || run?.status === "running";
}

/** The places a call of this run needs, by the limits its function has now. */
export function slotsOf(engine: Engine, run: RunState): Slot[] {
  const limits = engine.functions.get(run.functionId)?.concurrency ?? [];
  return limits.map(({ limit, key }, index) => {
    return { limit, key: `${run.functionId} ${index} ${key ? keyOf(key, run.event) : ""}` };
  });
}

export function maxAttemptsOf(engine: Engine, functionId: string): number {
  return engine.functions.get(functionId)?.maxAttempts ?? 1;
}

/** The body of a call: the event, every committed result, and the order in which they were committed. */
export async function callBody(engine: Engine, run: RunState, attempt: number): Promise<unknown> {
  const { rows } = await engine.pool.query<{ id: string; status: string; output: unknown; error: JobError | null }>(
    `select id, status, output, error from job_engine.step
      where run_id = $1 and status in ('completed', 'failed') order by position`,
    [run.id],
  );
  const steps = rows.map(({ id, status, output, error }) => {
    return [id, status === "failed" ? { type: "error", error } : { type: "data", data: output }];
  });
  return {
    version: -1,
    event: run.event,
    events: [run.event],
    steps: Object.fromEntries(steps),
    ctx: {
      run_id: run.id,
      attempt,
      max_attempts: maxAttemptsOf(engine, run.functionId),
      disable_immediate_execution: run.parallel,
      use_api: false,
      stack: { stack: rows.map(({ id }) => id), current: rows.length },
    },
  };
}
