import "server-only";
import { newId } from "@/lib/platform/ids";
import { createRun } from "./create-run";
import type { Sql } from "./database";
import { instantOf } from "./duration";
import type { Engine } from "./engine";
import { compileExpression } from "./expression";
import { type JobError, jobError } from "./job-error";
import { maxStepOutputBytes } from "./limits";
import { type Operation, outputOf, stepName } from "./operation";
import { enqueueStep, enqueueWake } from "./queue";
import { maxAttemptsOf, type RunState } from "./run-state";
import { settleStep } from "./settle";
import { storeRoutedEvent } from "./store-event";

export type Applied =
  | { kind: "applied"; parallel: boolean }
  | { kind: "retry"; error: JobError }
  | { kind: "refused"; error: JobError };

/** Writes down what a function wants and what its step returned. Steps that are known already are left alone. */
export async function applyOperations(engine: Engine, sql: Sql, run: RunState, list: Operation[]): Promise<Applied> {
  let parallel = list.length > 1;
  for (const op of list) {
    switch (op.op) {
      case "StepRun":
      case "StepFailed":
        await addStep(sql, run, op, "run");
        await settleStep(sql, run.id, op.id, resultOf(op));
        break;
      case "StepError":
        await addStep(sql, run, op, "run");
        await sql.query("update job_engine.step set attempt = $3 where run_id = $1 and id = $2", [
          run.id,
          op.id,
          run.attempt + 1,
        ]);
        if (run.attempt + 1 < maxAttemptsOf(engine, run.functionId))
          return { kind: "retry", error: jobError(op.error) };
        await settleStep(sql, run.id, op.id, { error: jobError(op.error) });
        break;
      case "StepPlanned":
        parallel = true;
        await planStep(sql, run, op);
        break;
      case "Sleep":
      case "WaitForEvent":
      case "InvokeFunction": {
        const problem = await waitFor(engine, sql, run, op);
        if (problem) return refused(`The step "${stepName(op)}" ${problem}`);
        break;
      }
      default:
        return refused(`The step "${stepName(op)}" uses ${op.op}, which the embedded engine does not have.`);
    }
  }
  return { kind: "applied", parallel };
}

function refused(message: string): Applied {
  return { kind: "refused", error: jobError({ name: "JobEngineError", message }) };
}

/** What a step returned; one that is too large fails the step, because nothing could ever be called with it. */
export function resultOf(op: Operation): { output: string } | { error: JobError } {
  if (op.op !== "StepRun") return { error: jobError(op.error ?? op.data) };
  const output = outputOf(op);
  if (Buffer.byteLength(output) <= maxStepOutputBytes) return { output };
  const message = `The step "${stepName(op)}" returned more than ${maxStepOutputBytes} bytes: keep data in rows, return ids.`;
  return { error: jobError({ name: "JobEngineError", message }) };
}

async function addStep(sql: Sql, run: RunState, op: Operation, kind: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into job_engine.step (run_id, id, name, kind, status) values ($1, $2, $3, $4, $5)
     on conflict (run_id, id) do nothing`,
    [run.id, op.id, stepName(op), kind, kind === "run" ? "retrying" : "waiting"],
  );
  return rowCount === 1;
}

async function planStep(sql: Sql, run: RunState, op: Operation): Promise<void> {
  await addStep(sql, run, op, "run");
  const { rowCount } = await sql.query(
    "update job_engine.step set status = 'planned' where run_id = $1 and id = $2 and status = 'retrying'",
    [run.id, op.id],
  );
  if (rowCount === 1) await enqueueStep(sql, run.id, op.id);
}

/** Sleeps, waits and invocations. Returns what is wrong with it, if something is. */
async function waitFor(engine: Engine, sql: Sql, run: RunState, op: Operation): Promise<string | null> {
  const opts = op.opts ?? {};
  const limit = op.op === "Sleep" ? op.name : opts.timeout;
  const wakeAt = typeof limit === "string" ? instantOf(limit, engine.options.now()) : null;
  if (op.op !== "InvokeFunction" && !wakeAt) return `has no time that can be understood: ${String(limit)}.`;
  if (op.op === "WaitForEvent" && op.name?.startsWith("inngest/"))
    return `waits for "${op.name}", which is never sent.`;
  const condition = op.op === "WaitForEvent" && typeof opts.if === "string" ? opts.if : null;
  if (condition !== null) {
    try {
      compileExpression(condition);
    } catch (error) {
      return `cannot wait: ${(error as Error).message}`;
    }
  }
  const kind = { Sleep: "sleep", WaitForEvent: "wait", InvokeFunction: "invoke" }[op.op as "Sleep"];
  if (!(await addStep(sql, run, op, kind))) return null;
  await sql.query(
    "update job_engine.step set wake_at = $3, wait_event = $4, wait_condition = $5 where run_id = $1 and id = $2",
    [run.id, op.id, wakeAt, op.op === "WaitForEvent" ? op.name : null, condition],
  );
  if (wakeAt) await enqueueWake(sql, run.id, op.id, wakeAt);
  if (op.op === "InvokeFunction") await invoke(engine, sql, run, op);
  return null;
}

async function invoke(engine: Engine, sql: Sql, run: RunState, op: Operation): Promise<void> {
  const functionId = String(op.opts?.function_id ?? "");
  const fn = engine.functions.get(functionId);
  if (!fn) {
    await settleStep(sql, run.id, op.id, { error: jobError(`There is no function "${functionId}" to invoke.`) });
    return;
  }
  const payload = (op.opts?.payload ?? {}) as { data?: unknown };
  const now = engine.options.now();
  const event = { id: newId(), name: "inngest/function.invoked", data: payload.data ?? {} };
  const eventSeq = await storeRoutedEvent(sql, { ...event, at: now });
  await createRun(sql, fn, {
    eventSeq,
    event: { ...event, ts: now.getTime() },
    parent: { runId: run.id, stepId: op.id },
  });
}
