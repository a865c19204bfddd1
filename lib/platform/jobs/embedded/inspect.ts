import "server-only";
import { newId } from "@/lib/platform/ids";
import type { Sql } from "./database";
import { engineLockName } from "./lock";

// What is seen of jobs: names, states, times and errors. Never the data of an event or the output of a step.

/** Whose runs: one organisation's are those of events about it; `null` is the operator, who sees the installation's and all others. */
export type RunsOf = string | null;
const isOf = (place: string) => `(${place}::text is null or e.data->>'organizationId' = ${place})`;

export type JobFunction = {
  id: string;
  name: string;
  active: boolean;
  /** Why the engine does not run it; null if it does. */
  refusal: string | null;
  events: string[];
  schedules: { cron: string; nextAt: Date; lastAt: Date | null }[];
};

export async function listJobFunctions(sql: Sql): Promise<JobFunction[]> {
  const { rows } = await sql.query<JobFunction>(
    `select f.id, f.name, f.active, f.refusal,
            coalesce((select json_agg(t->>'event') from json_array_elements(f.config->'triggers') t where t->>'event' is not null),
                     '[]') as events,
            coalesce((select json_agg(json_build_object('cron', cron, 'nextAt', next_at, 'lastAt', last_at) order by cron)
                        from job_engine.schedule s where s.function_id = f.id), '[]') as schedules
       from job_engine.function f where f.active or f.refusal is not null order by f.name, f.id`,
  );
  return rows.map((row) => ({ ...row, schedules: row.schedules.map(readSchedule) }));
}

function readSchedule({ cron, nextAt, lastAt }: JobFunction["schedules"][number]): JobFunction["schedules"][number] {
  return { cron, nextAt: new Date(nextAt), lastAt: lastAt && new Date(lastAt) };
}

export const jobRunStatuses = ["queued", "running", "completed", "failed", "cancelled"] as const;
export type JobRunStatus = (typeof jobRunStatuses)[number];

export type JobRun = {
  id: string;
  functionId: string;
  functionName: string;
  status: JobRunStatus;
  /** How many times what is being done has failed so far. */
  attempt: number;
  /** What went wrong last in a run that is not over, such as a web server that does not answer. */
  problem: string | null;
  error: { name: string; message: string } | null;
  eventName: string;
  cron: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  rerunOf: string | null;
  /** A later run that repeats this one. */
  retriedBy: string | null;
};

const runColumns = `r.id, r.function_id as "functionId", coalesce(f.name, r.function_id) as "functionName", r.status, r.attempt,
  r.problem, case when r.error is null then null
    else json_build_object('name', r.error->>'name', 'message', r.error->>'message') end as error,
  e.name as "eventName", r.cron, r.created_at as "createdAt", r.started_at as "startedAt", r.ended_at as "endedAt",
  r.rerun_of as "rerunOf", (select n.id from job_engine.run n where n.rerun_of = r.id order by n.created_at desc limit 1) as "retriedBy"`;
const runTables = `job_engine.run r join job_engine.event e on e.seq = r.event_seq left join job_engine.function f on f.id = r.function_id`;

export type JobRunFilter = { of: RunsOf; functionId?: string; status?: JobRunStatus; before?: string; limit?: number };

/** The newest runs first; `before` is the id of the last run of the page before (ids sort by time). */
export async function listJobRuns(sql: Sql, filter: JobRunFilter): Promise<JobRun[]> {
  const { of, functionId, status, before, limit = 50 } = filter;
  const { rows } = await sql.query<JobRun>(
    `select ${runColumns} from ${runTables}
      where ($1::text is null or r.function_id = $1) and ($2::text is null or r.status = $2) and ($3::text is null or r.id < $3)
        and ${isOf("$5")}
      order by r.id desc limit $4`,
    [functionId ?? null, status ?? null, before ?? null, Math.min(limit, 200), of],
  );
  return rows;
}

export type JobStep = {
  id: string;
  name: string;
  kind: "run" | "sleep" | "wait" | "invoke";
  status: "planned" | "retrying" | "waiting" | "completed" | "failed" | "abandoned";
  attempt: number;
  wakeAt: Date | null;
  error: { name: string; message: string } | null;
  createdAt: Date;
  endedAt: Date | null;
};

/** One run with its steps in order; null if there is none with this id. */
export async function findJobRun(sql: Sql, runId: string, of: RunsOf): Promise<(JobRun & { steps: JobStep[] }) | null> {
  const found = await sql.query<JobRun>(`select ${runColumns} from ${runTables} where r.id = $1 and ${isOf("$2")}`, [
    runId,
    of,
  ]);
  if (!found.rows[0]) return null;
  const { rows: steps } = await sql.query<JobStep>(
    `select id, name, kind, status, attempt, wake_at as "wakeAt", created_at as "createdAt", ended_at as "endedAt",
            case when error is null then null
              else json_build_object('name', error->>'name', 'message', error->>'message') end as error
       from job_engine.step where run_id = $1 order by created_at, position nulls last, id`,
    [runId],
  );
  return { ...found.rows[0], steps };
}

/** Runs that failed in the last `hours` and were not repeated since. */
export async function failedRunCount(sql: Sql, of: RunsOf, hours = 24): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from job_engine.run r join job_engine.event e on e.seq = r.event_seq
      where ${isOf("$2")} and status = 'failed' and ended_at > now() - make_interval(hours => $1)
        and not exists (select from job_engine.run n where n.rerun_of = r.id)`,
    [hours, of],
  );
  return rows[0]?.count ?? 0;
}

/** Starts a scheduled function now. False if there is no such function, or it has no schedule. */
export async function runJobNow(sql: Sql, functionId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into job_engine.event (id, name, data, sent_at, target_function)
     select $2, 'inngest/scheduled.timer', json_build_object('cron', s.cron), now(), f.id
       from job_engine.function f join job_engine.schedule s on s.function_id = f.id
      where f.id = $1 and f.active order by s.cron limit 1`,
    [functionId, newId()],
  );
  return rowCount === 1;
}

/** Starts a failed or cancelled run anew with the same event. False if it is neither, or was repeated already. */
export async function retryJobRun(sql: Sql, runId: string, of: RunsOf): Promise<boolean> {
  const { rowCount } = await sql.query(
    `insert into job_engine.event (id, name, data, sent_at, target_function, rerun_of)
     select e.id, e.name, e.data, e.sent_at, r.function_id, r.id
       from job_engine.run r join job_engine.event e on e.seq = r.event_seq
      where r.id = $1 and r.status in ('failed', 'cancelled') and ${isOf("$2")}
     on conflict (rerun_of) where rerun_of is not null do nothing`,
    [runId, of],
  );
  return rowCount === 1;
}

/** Whether an engine holds this database now, seen by its lock. */
export async function isJobEngineRunning(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ running: boolean }>(
    `select exists (
       select from pg_locks
        where locktype = 'advisory' and granted and objsubid = 1
          and database = (select oid from pg_database where datname = current_database())
          and (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 0)) as running`,
    [engineLockName],
  );
  return rows[0]?.running ?? false;
}
