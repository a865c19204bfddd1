import "server-only";
import { applyOperations } from "./apply-operations";
import { retryDelay, unansweredDelay } from "./backoff";
import { callFunction } from "./call";
import { type Sql, transaction } from "./database";
import type { Engine } from "./engine";
import { interruptedTooOften, interruptionsPerAttempt } from "./interruption";
import type { JobError } from "./job-error";
import { giveWay, withPlace } from "./place";
import { discoveryKey, enqueueDiscovery, type Job } from "./queue";
import type { Outcome } from "./reply";
import { callBody, isActive, loadRun, maxAttemptsOf, type RunState } from "./run-state";
import { endRun, lockActiveRun } from "./settle";

/**
 * Calls a function to learn what it wants next. One call at a time per run: two that ended together would both see the
 * last result and end the run twice. Whoever comes meanwhile makes this one look again.
 */
export async function discover(engine: Engine, { runId }: Job): Promise<void> {
  const job = discoveryKey(runId);
  if (!engine.inFlight.enter(job)) return;
  try {
    const run = await loadRun(engine.pool, runId);
    if (!run || !isActive(run) || run.wanted <= run.done) return await giveWay(engine, job, run);
    if (run.dueIn > 0) {
      // A result came while a retry was pending, and its job took the place of the one for the retry.
      await enqueueDiscovery(engine.pool, runId, run.dueIn);
      return await giveWay(engine, job, run);
    }
    await withPlace(engine, job, run, async () => {
      if (run.status === "queued") await begin(engine, runId);
      const outcome = await callFunction(engine, run.functionId, "step", await callBody(engine, run, run.attempt));
      if (engine.cutOff.aborted && outcome.kind === "unanswered") return; // the next engine makes this call again
      await transaction(engine.pool, (sql) => commit(engine, sql, run, outcome));
      if (outcome.kind === "unanswered") engine.wakeSync();
      else engine.wakeRouter();
    });
  } finally {
    if (engine.inFlight.leave(job)) await enqueueDiscovery(engine.pool, runId);
  }
}

async function begin(engine: Engine, runId: string): Promise<void> {
  await engine.pool.query(
    "update job_engine.run set status = 'running', started_at = now() where id = $1 and status = 'queued'",
    [runId],
  );
}

async function commit(engine: Engine, sql: Sql, run: RunState, outcome: Outcome): Promise<void> {
  if (!(await lockActiveRun(sql, run.id))) return; // cancelled meanwhile
  switch (outcome.kind) {
    case "unanswered":
      return unanswered(engine, sql, run, outcome);
    case "completed":
      return endRun(sql, run.id, run.event, { status: "completed", output: outcome.output });
    case "failed":
      return failedAttempt(engine, sql, run, outcome);
    case "operations": {
      const result = await applyOperations(engine, sql, run, outcome.operations);
      if (result.kind === "refused") return endRun(sql, run.id, run.event, { status: "failed", error: result.error });
      if (result.kind === "retry")
        return failedAttempt(engine, sql, run, { ...result, retriable: true, retryAfter: outcome.retryAfter });
      return progress(sql, run, result.parallel);
    }
  }
}

/** The function got further: attempts start anew, and it is called again if results came meanwhile. */
async function progress(sql: Sql, run: RunState, parallel: boolean): Promise<void> {
  const { rows } = await sql.query<{ again: boolean }>(
    `update job_engine.run
        set done = $2, attempt = 0, retry_at = null, unanswered = 0, interrupted = 0, problem = null, parallel = parallel or $3
      where id = $1 returning wanted > done as again`,
    [run.id, run.wanted, parallel],
  );
  if (rows[0]?.again) await enqueueDiscovery(sql, run.id);
}

async function failedAttempt(
  engine: Engine,
  sql: Sql,
  run: RunState,
  failure: { error: JobError; retriable: boolean; retryAfter: number | null },
): Promise<void> {
  if (!failure.retriable || run.attempt + 1 >= maxAttemptsOf(engine, run.functionId)) {
    return endRun(sql, run.id, run.event, { status: "failed", error: failure.error });
  }
  const delay = failure.retryAfter ?? retryDelay(run.attempt, engine.options.retryBaseMilliseconds);
  await sql.query(
    `update job_engine.run
        set attempt = attempt + 1, unanswered = 0, interrupted = 0, problem = $3, retry_at = now() + make_interval(secs => $2)
      where id = $1`,
    [run.id, delay / 1000, failure.error.message.slice(0, 500)],
  );
  await enqueueDiscovery(sql, run.id, delay);
}

async function unanswered(
  engine: Engine,
  sql: Sql,
  run: RunState,
  outcome: Extract<Outcome, { kind: "unanswered" }>,
): Promise<void> {
  const { rows } = await sql.query<{ unanswered: number; interrupted: number }>(
    `update job_engine.run set unanswered = unanswered + 1, interrupted = interrupted + $2, problem = $3
      where id = $1 returning unanswered, interrupted`,
    [run.id, outcome.interrupted ? 1 : 0, outcome.problem.slice(0, 500)],
  );
  const counts = rows[0] ?? { unanswered: 1, interrupted: 0 };
  if (counts.interrupted >= interruptionsPerAttempt) {
    return failedAttempt(engine, sql, run, { error: interruptedTooOften, retriable: true, retryAfter: null });
  }
  const delay = unansweredDelay(counts.unanswered - 1);
  await sql.query("update job_engine.run set retry_at = now() + make_interval(secs => $2) where id = $1", [
    run.id,
    delay / 1000,
  ]);
  await enqueueDiscovery(sql, run.id, delay);
}
