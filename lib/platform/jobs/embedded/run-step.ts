import "server-only";
import { resultOf } from "./apply-operations";
import { retryDelay, unansweredDelay } from "./backoff";
import { callFunction } from "./call";
import { type Sql, transaction } from "./database";
import type { Engine } from "./engine";
import { interruptedTooOften, interruptionsPerAttempt } from "./interruption";
import { type JobError, jobError } from "./job-error";
import { giveWay, withPlace } from "./place";
import { enqueueDiscovery, enqueueStep, type Job, stepKey } from "./queue";
import type { Outcome } from "./reply";
import { callBody, isActive, loadRun, maxAttemptsOf, type RunState } from "./run-state";
import { endRun, lockActiveRun, type StepResult, settleStep } from "./settle";

/** Calls one step of several that were planned together. */
export async function runStep(engine: Engine, { runId, stepId = "" }: Job): Promise<void> {
  const job = stepKey(runId, stepId);
  if (!engine.inFlight.enter(job)) return;
  try {
    const run = await loadRun(engine.pool, runId);
    const planned = await loadPlanned(engine.pool, runId, stepId);
    if (!run || !isActive(run) || !planned) return await giveWay(engine, job, run);
    const { attempt, dueIn } = planned;
    if (dueIn > 0) {
      await enqueueStep(engine.pool, runId, stepId, dueIn);
      return await giveWay(engine, job, run);
    }
    await withPlace(engine, job, run, async () => {
      const outcome = await callFunction(engine, run.functionId, stepId, await callBody(engine, run, attempt));
      if (engine.cutOff.aborted && outcome.kind === "unanswered") return; // the next engine makes this call again
      await transaction(engine.pool, (sql) => commit(engine, sql, { run, stepId, attempt }, outcome));
      if (outcome.kind === "unanswered") engine.wakeSync();
      else engine.wakeRouter();
    });
  } finally {
    if (engine.inFlight.leave(job)) await enqueueStep(engine.pool, runId, stepId);
  }
}

/** The attempt to make, and in how many milliseconds; null if the step is settled. */
async function loadPlanned(
  sql: Sql,
  runId: string,
  stepId: string,
): Promise<{ attempt: number; dueIn: number } | null> {
  const { rows } = await sql.query<{ attempt: number; dueIn: number }>(
    `select attempt, greatest(0, coalesce(extract(epoch from retry_at - now()) * 1000, 0))::double precision as "dueIn"
       from job_engine.step where run_id = $1 and id = $2 and status = 'planned'`,
    [runId, stepId],
  );
  return rows[0] ?? null;
}

type Call = { run: RunState; stepId: string; attempt: number };

async function commit(engine: Engine, sql: Sql, call: Call, outcome: Outcome): Promise<void> {
  const { run, stepId } = call;
  if (!(await lockActiveRun(sql, run.id))) return;
  if (outcome.kind === "unanswered") return unanswered(engine, sql, call, outcome);
  if (outcome.kind === "completed") {
    return endRun(sql, run.id, run.event, { status: "completed", output: outcome.output });
  }
  if (outcome.kind === "failed") return failedCall(engine, sql, call, outcome);
  const op = outcome.operations.find(({ id }) => id === stepId);
  if (op?.op === "StepRun" || op?.op === "StepFailed") return settle(sql, run.id, stepId, resultOf(op));
  const error = jobError(op?.op === "StepError" ? op.error : "The function did not come to this step again.");
  if (await retried(engine, sql, call, error, outcome.retryAfter)) return;
  return settle(sql, run.id, stepId, { error });
}

async function settle(sql: Sql, runId: string, stepId: string, result: StepResult): Promise<void> {
  if (await settleStep(sql, runId, stepId, result)) await enqueueDiscovery(sql, runId);
}

/** The function itself failed before it came to the step: retried like the step, but the end of it ends the run. */
async function failedCall(
  engine: Engine,
  sql: Sql,
  call: Call,
  failure: { error: JobError; retriable: boolean; retryAfter: number | null },
): Promise<void> {
  if (failure.retriable && (await retried(engine, sql, call, failure.error, failure.retryAfter))) return;
  return endRun(sql, call.run.id, call.run.event, { status: "failed", error: failure.error });
}

async function retried(engine: Engine, sql: Sql, call: Call, error: JobError, after: number | null): Promise<boolean> {
  const { run, stepId, attempt } = call;
  if (attempt + 1 >= maxAttemptsOf(engine, run.functionId)) return false;
  const delay = after ?? retryDelay(attempt, engine.options.retryBaseMilliseconds);
  await sql.query(
    `update job_engine.step
        set attempt = attempt + 1, unanswered = 0, interrupted = 0, retry_at = now() + make_interval(secs => $3)
      where run_id = $1 and id = $2`,
    [run.id, stepId, delay / 1000],
  );
  await sql.query("update job_engine.run set problem = $2 where id = $1", [run.id, error.message.slice(0, 500)]);
  await enqueueStep(sql, run.id, stepId, delay);
  return true;
}

async function unanswered(
  engine: Engine,
  sql: Sql,
  call: Call,
  outcome: Extract<Outcome, { kind: "unanswered" }>,
): Promise<void> {
  const { run, stepId } = call;
  const { rows } = await sql.query<{ unanswered: number; interrupted: number }>(
    `update job_engine.step set unanswered = unanswered + 1, interrupted = interrupted + $3
      where run_id = $1 and id = $2 returning unanswered, interrupted`,
    [run.id, stepId, outcome.interrupted ? 1 : 0],
  );
  const counts = rows[0] ?? { unanswered: 1, interrupted: 0 };
  if (counts.interrupted >= interruptionsPerAttempt) {
    if (await retried(engine, sql, call, interruptedTooOften, null)) return;
    return settle(sql, run.id, stepId, { error: interruptedTooOften });
  }
  const delay = unansweredDelay(counts.unanswered - 1);
  await sql.query(
    "update job_engine.step set retry_at = now() + make_interval(secs => $3) where run_id = $1 and id = $2",
    [run.id, stepId, delay / 1000],
  );
  await sql.query("update job_engine.run set problem = $2 where id = $1", [run.id, outcome.problem.slice(0, 500)]);
  await enqueueStep(sql, run.id, stepId, delay);
}
