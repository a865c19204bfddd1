import "server-only";
import type { Sql } from "./database";
import type { JobEvent } from "./engine";
import { type JobError, jobError } from "./job-error";
import { enqueueDiscovery } from "./queue";
import { storeInternalEvent } from "./store-event";

export type StepResult = { output: string } | { error: JobError };

/**
 * Commits what became of a step, once: false if it was settled before. The caller holds the run's row lock, so positions
 * are given one after the other.
 */
export async function settleStep(sql: Sql, runId: string, stepId: string, result: StepResult): Promise<boolean> {
  const output = "output" in result ? result.output : null;
  const error = "error" in result ? JSON.stringify(result.error) : null;
  const { rowCount } = await sql.query(
    `update job_engine.step
        set status = $3, output = $4, error = $5, ended_at = now(), retry_at = null, wake_at = null,
            position = (select coalesce(max(position), 0) + 1 from job_engine.step where run_id = $1)
      where run_id = $1 and id = $2 and status in ('planned', 'retrying', 'waiting')`,
    [runId, stepId, error === null ? "completed" : "failed", output, error],
  );
  if (rowCount === 0) return false;
  await sql.query("update job_engine.run set wanted = wanted + 1 where id = $1", [runId]);
  return true;
}

/** Locks a run's row; null if it is gone or over. */
export async function lockActiveRun(sql: Sql, runId: string): Promise<{ wanted: number; functionId: string } | null> {
  const { rows } = await sql.query<{ wanted: number; functionId: string }>(
    `select wanted, function_id as "functionId" from job_engine.run
      where id = $1 and status in ('queued', 'running') for update`,
    [runId],
  );
  return rows[0] ?? null;
}

export type RunResult =
  | { status: "completed"; output: string }
  | { status: "failed"; error: JobError }
  | { status: "cancelled" };

/** Ends a run: tells a run that invoked it, sends `inngest/function.failed`, and empties what its steps returned. */
export async function endRun(sql: Sql, runId: string, event: JobEvent, result: RunResult): Promise<void> {
  const error = result.status === "failed" ? JSON.stringify(result.error) : null;
  const { rows } = await sql.query<{ functionId: string; parentRunId: string | null; parentStepId: string | null }>(
    `update job_engine.run
        set status = $2, error = $3, ended_at = now(), retry_at = null, problem = null, done = wanted
      where id = $1 and status in ('queued', 'running')
      returning function_id as "functionId", parent_run_id as "parentRunId", parent_step_id as "parentStepId"`,
    [runId, result.status, error],
  );
  const run = rows[0];
  if (!run) return;
  await sql.query("update job_engine.step set output = null where run_id = $1 and output is not null", [runId]);
  await sql.query(
    `update job_engine.step set status = 'abandoned', ended_at = now()
      where run_id = $1 and status in ('planned', 'retrying', 'waiting')`,
    [runId],
  );
  if (run.parentRunId && run.parentStepId) await tellParent(sql, run.parentRunId, run.parentStepId, result);
  // A listener to failures that fails itself must not start itself.
  if (result.status !== "failed" || event.name === "inngest/function.failed") return;
  await storeInternalEvent(sql, "inngest/function.failed", {
    function_id: run.functionId,
    run_id: runId,
    error: result.error,
    event,
  });
}

async function tellParent(sql: Sql, parentRunId: string, parentStepId: string, result: RunResult): Promise<void> {
  if (!(await lockActiveRun(sql, parentRunId))) return;
  const outcome: StepResult =
    result.status === "completed"
      ? { output: result.output }
      : { error: result.status === "failed" ? result.error : jobError("The invoked function was cancelled.") };
  if (await settleStep(sql, parentRunId, parentStepId, outcome)) await enqueueDiscovery(sql, parentRunId);
}
