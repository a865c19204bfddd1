import "server-only";
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import type pg from "pg";
import { discover } from "./discover";
import type { Engine } from "./engine";
import type { EngineLogger } from "./options";
import type { Job } from "./queue";
import { runStep } from "./run-step";
import { wake } from "./wake";

/** The queue's own words go to the engine's log, without its chatter. */
function queueLogger(logger: EngineLogger): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") logger.error({}, `job queue: ${message}`);
    if (level === "warning") logger.warn({}, `job queue: ${message}`);
  });
}

/**
 * Migrates the queue and unlocks what a killed engine had taken: graphile-worker would keep it locked for four hours.
 * Only under the engine's lock, when nobody else can be at work on it.
 */
export async function prepareQueue(pool: pg.Pool, logger: EngineLogger): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, logger: queueLogger(logger) });
  try {
    await utils.migrate();
    const { rows } = await pool.query<{ worker: string }>(
      "select distinct locked_by as worker from graphile_worker._private_jobs where locked_by is not null",
    );
    if (rows.length > 0) await utils.forceUnlockWorkers(rows.map(({ worker }) => worker));
    // Jobs that had been replaced while they ran would stay behind for ever.
    await utils.cleanup({ tasks: ["DELETE_PERMAFAILED_JOBS"] });
  } finally {
    await utils.release();
  }
}

/** Starts the workers; `stop` lets calls end for five seconds, then cuts them off (they are made again). */
export async function startWorkers(engine: Engine, pool: pg.Pool): Promise<{ stop(): Promise<void> }> {
  const { concurrentCalls: concurrentJobs } = engine.options;
  const runner = await run({
    pgPool: pool,
    noHandleSignals: true,
    // One poll for all workers instead of one each: what is due is begun within a quarter of a second.
    preset: { worker: { concurrentJobs, pollInterval: 250, localQueue: { size: concurrentJobs + 1 } } },
    logger: queueLogger(engine.options.logger),
    taskList: {
      discover: (payload) => discover(engine, payload as Job),
      step: (payload) => runStep(engine, payload as Job),
      wake: (payload) => wake(engine, payload as Job),
    },
  });
  return { stop: () => runner.stop() };
}
