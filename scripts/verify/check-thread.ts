import { parentPort } from "node:worker_threads";
import { checkBatch, type EventBatch } from "../../lib/audit/verify/check-batch";

/** A thread of check-threads.ts: one batch in, what was found out. */
parentPort?.on("message", async (batch: EventBatch) => {
  try {
    parentPort?.postMessage({ checked: await checkBatch(batch) });
  } catch (error) {
    parentPort?.postMessage({ problem: error instanceof Error ? error.message : "The events cannot be checked." });
  }
});
