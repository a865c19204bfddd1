import "server-only";
import type { Engine } from "./engine";
import { enqueueParked } from "./queue";
import { type RunState, slotsOf } from "./run-state";

/** Does `work` while holding the places its function's limits ask for; without a place the job is parked. */
export async function withPlace(engine: Engine, job: string, run: RunState, work: () => Promise<void>): Promise<void> {
  const slots = slotsOf(engine, run);
  if (!engine.slots.acquire(job, slots)) {
    // It may have been called for one limit and stopped by another: whoever waits for the first gets its turn.
    await enqueueParked(engine.pool, engine.slots.callNext(slots));
    return;
  }
  try {
    await work();
  } finally {
    await enqueueParked(engine.pool, engine.slots.release(slots));
  }
}

/** A job that was called to a place and has nothing to do lets the next one have it. */
export async function giveWay(engine: Engine, job: string, run: RunState | null): Promise<void> {
  if (run) await enqueueParked(engine.pool, engine.slots.withdraw(job, slotsOf(engine, run)));
}
