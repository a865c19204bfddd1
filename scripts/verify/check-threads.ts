import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CheckedBatch, EventBatch } from "../../lib/audit/verify/check-batch";

type Answer = { checked: CheckedBatch } | { problem: string };
type Waiting = { resolve(checked: CheckedBatch): void; reject(error: Error): void };

const mostThreads = 4;

/** Threads that check batches of events, one after the other in turn, for packages too large for one to be quick. */
export function startCheckThreads(count = Math.min(mostThreads, availableParallelism())) {
  const threads = Array.from({ length: count }, startThread);
  let turn = 0;
  return {
    check(batch: EventBatch): Promise<CheckedBatch> {
      turn = (turn + 1) % count;
      return (threads[turn] as (typeof threads)[number]).check(batch);
    },
    async stop() {
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };
}

function startThread() {
  const worker = new Worker(new URL("./check-thread.ts", import.meta.url));
  const waiting: Waiting[] = [];
  let failure: Error | null = null;
  worker.on("message", (answer: Answer) => {
    const next = waiting.shift();
    if ("checked" in answer) next?.resolve(answer.checked);
    else next?.reject(new Error(answer.problem));
  });
  function fail(error: Error) {
    failure = error;
    for (const next of waiting.splice(0)) next.reject(error);
  }
  worker.on("error", fail).on("exit", () => fail(new Error("A checking thread ended too early.")));
  return {
    check(batch: EventBatch): Promise<CheckedBatch> {
      return new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure);
        waiting.push({ resolve, reject });
        const { places, events, hashes, table, disclosures } = batch;
        const bytes = [places, events, hashes, table, disclosures].map((part) => part.buffer as ArrayBuffer);
        worker.postMessage(batch, bytes);
      });
    },
    stop: () => worker.terminate(),
  };
}
