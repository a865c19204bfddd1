import "server-only";
import { createHash } from "node:crypto";
import { newId } from "@/lib/platform/ids";
import type { Sql } from "./database";
import type { JobEvent } from "./engine";
import { keyOf } from "./expression";
import type { RegisteredFunction } from "./function-config";
import { enqueueDiscovery } from "./queue";

export type RunOrigin = {
  eventSeq: string;
  event: JobEvent;
  cron?: string;
  parent?: { runId: string; stepId: string };
  rerunOf?: string | null;
};

/** Starts a run; false if this event started the function before, or its idempotency key was used within 24 hours. */
export async function createRun(sql: Sql, fn: RegisteredFunction, origin: RunOrigin): Promise<boolean> {
  const { eventSeq, event, cron, parent, rerunOf } = origin;
  // Whoever invokes or retries means it: only events that arrive are told apart by their key.
  if (fn.idempotency && !parent && !rerunOf) {
    const hash = createHash("sha256").update(keyOf(fn.idempotency, event)).digest("hex");
    const { rowCount } = await sql.query(
      `insert into job_engine.idempotency as used (function_id, key_hash) values ($1, $2)
       on conflict (function_id, key_hash) do update set created_at = now()
       where used.created_at < now() - interval '24 hours'`,
      [fn.id, hash],
    );
    if (rowCount === 0) return false;
  }
  const runId = newId();
  const { rowCount } = await sql.query(
    `insert into job_engine.run (id, function_id, event_seq, cron, parent_run_id, parent_step_id, rerun_of)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (function_id, event_seq) do nothing`,
    [runId, fn.id, eventSeq, cron ?? null, parent?.runId ?? null, parent?.stepId ?? null, rerunOf ?? null],
  );
  if (rowCount === 0) return false;
  await enqueueDiscovery(sql, runId);
  return true;
}
