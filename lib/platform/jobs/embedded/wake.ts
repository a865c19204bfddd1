import "server-only";
import { transaction } from "./database";
import type { Engine } from "./engine";
import { jobError } from "./job-error";
import { enqueueDiscovery, type Job } from "./queue";
import { lockActiveRun, settleStep } from "./settle";

/** Ends a sleep, or a wait whose time is over: null for a sleep and for an event that did not come, an error for an invocation. */
export async function wake(engine: Engine, { runId, stepId = "" }: Job): Promise<void> {
  await transaction(engine.pool, async (sql) => {
    if (!(await lockActiveRun(sql, runId))) return;
    const { rows } = await sql.query<{ kind: string }>(
      "select kind from job_engine.step where run_id = $1 and id = $2 and status = 'waiting' and wake_at <= now()",
      [runId, stepId],
    );
    const step = rows[0];
    if (!step) return;
    const late = jobError("The invoked function did not end in time.");
    await settleStep(sql, runId, stepId, step.kind === "invoke" ? { error: late } : { output: "null" });
    await enqueueDiscovery(sql, runId);
  });
}
