import "server-only";
import pg from "pg";
import { now as clockNow } from "@/lib/platform/clock";
import { log as logger } from "@/lib/platform/log";
import { startLoop } from "@/lib/platform/loop";
import type { ObjectStore } from "@/lib/platform/storage/object-store";
import { appendPending, assertContinuation, lastGoodCheckpoint, signLog } from "./advance-log";
import { settleClosed } from "./closed-log";
import { LogContradiction, type LogRow, loadLog, setHalted, sizeOf } from "./log-tables";

/** Polling, not NOTIFY: a notification takes a lock over the whole cluster at every commit of a command. */
const pollEvery = 250;
/** Logs nobody writes to are looked at as well: an unsigned rest, a halt that was mended. */
const sweepEvery = 60_000;
/** A full disk or a lost database is not asked four times a second. */
const pauseAfterFailure = 1_000;
const parallelLogs = 4;
const batchSize = 5_000;

export interface Sequencer {
  /** Finishes the pass under way and closes its connections. */
  stop(): Promise<void>;
}

interface Options {
  databaseUrl: string;
  store: ObjectStore;
  now?: () => Date;
  pollMs?: number;
}

/** The loop of all logs: drains each queue under that log's advisory lock and signs, within two seconds of the commit. */
export function startSequencer({ databaseUrl, store, now = clockNow, pollMs = pollEvery }: Options): Sequencer {
  const pool = connectSequencer(databaseUrl);
  let nextSweep = 0;
  let failed = false;
  const loop = startLoop(
    async () => {
      failed = true;
      const sweep = Date.now() >= nextSweep;
      failed = await sequenceOnce(pool, store, now, sweep);
      if (sweep) nextSweep = Date.now() + sweepEvery;
      if (failed) nextSweep = Math.min(nextSweep, Date.now() + 5_000);
    },
    () => (failed ? Math.max(pollMs, pauseAfterFailure) : pollMs),
    (error) => {
      logger.error({ err: error }, "The audit sequencer cannot reach the database. It tries again.");
      nextSweep = 0;
    },
  );
  return {
    async stop() {
      await loop.stop();
      await pool.end();
    },
  };
}

/** Connections in the role portal_sequencer. */
export function connectSequencer(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: parallelLogs,
    application_name: "plinto-sequencer",
    connectionTimeoutMillis: 5_000,
    options: "-c role=portal_sequencer",
  });
  pool.on("error", (error) => logger.warn({ err: error }, "An idle connection of the audit sequencer was lost."));
  return pool;
}

/** One pass over the logs with waiting events, or over all open ones. True when a log could not be advanced. */
export async function sequenceOnce(pool: pg.Pool, store: ObjectStore, now: () => Date, all: boolean): Promise<boolean> {
  const waiting = "exists (select 1 from audit_pending p where p.log_id = l.id)";
  // A closed log owes its successor a word of its key.
  const untold =
    "exists (select 1 from audit_log_closing c where c.log_id = l.id and c.confirmed) and not exists (select 1 from audit_log_statement s join audit_log n on n.successor_of_id = l.id where s.log_id = l.id and strpos(s.note, n.vkey) > 0)";
  const { rows } = await pool.query<{ id: string }>(
    `select l.id from audit_log l where ${all ? `l.closed_at is null or ${waiting} or ${untold}` : `(l.halted_at is null or l.closed_at is not null) and ${waiting}`}
     order by l.id`,
  );
  const queue = rows.map((row) => row.id);
  let failed = false;
  async function work() {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      if (!(await advance(pool, store, id, now))) failed = true;
    }
  }
  await Promise.all(Array.from({ length: parallelLogs }, work));
  return failed;
}

async function advance(pool: pg.Pool, store: ObjectStore, logId: string, now: () => Date): Promise<boolean> {
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await db.query<{ locked: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('audit log ' || $1, 0)) as locked",
      [logId],
    );
    if (rows[0]?.locked !== true) return true; // another process is at it
    const log = await loadLog(db, logId);
    try {
      if (log.closedAt !== null) return await settleClosed(db, store, log, now());
      await assertContinuation(db, store, log, now);
      await drain(db, log);
      await signLog(db, store, log, now);
      if (await setHalted(db, logId, null, now())) {
        logger.info({ log: log.origin }, "The audit log is signed again.");
      }
      return true;
    } catch (error) {
      if (!(error instanceof LogContradiction)) throw error;
      const last = await lastGoodCheckpoint(db, store, log);
      const halt = { reason: error.message, note: last?.note ?? null, leaves: await sizeOf(db, logId) };
      if (await setHalted(db, logId, halt, now())) {
        logger.error({ log: log.origin, reason: error.message }, "The audit log is not signed any further.");
      }
      return false;
    } finally {
      await db.query("select pg_advisory_unlock(hashtextextended('audit log ' || $1, 0))", [logId]);
    }
  } catch (error) {
    broken = error as Error;
    logger.error({ err: error, log: logId }, "The audit log could not be advanced. It is tried again.");
    return false;
  } finally {
    // A connection in doubt is closed, which also frees its lock.
    db.release(broken);
  }
}

/** Up to a second of full batches, then a signature: under load nobody waits for the end of the queue. */
async function drain(db: pg.ClientBase, log: LogRow): Promise<void> {
  const until = Date.now() + 1_000;
  while ((await appendPending(db, log, batchSize)) === batchSize && Date.now() < until);
}
