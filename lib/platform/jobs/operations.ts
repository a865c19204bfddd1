import "server-only";
import { z } from "zod";
import { AppError, notFound } from "../errors";
import { command } from "../operation/command";
import { query } from "../operation/query";
import {
  failedRunCount,
  findJobRun,
  isJobEngineRunning,
  jobRunStatuses,
  listJobFunctions,
  listJobRuns,
  retryJobRun,
} from "./embedded/inspect";
import { jobPool } from "./pool";

const pageSize = 50;

/**
 * What events of this organisation started: names, states and errors, never payloads. Schedules and what they start belong to the
 * installation and its operator (platform.md section 1).
 */
export const listJobs = query({
  name: "job.list",
  summary: "Background functions and their last runs for this organisation",
  permission: "job:read",
  input: z.object({
    status: z.enum(jobRunStatuses).optional().catch(undefined),
    functionId: z.string().max(200).optional(),
    cursor: z.string().max(64).optional(),
  }),
  async run({ actor }, { status, functionId, cursor }) {
    const sql = jobPool();
    const running = await isJobEngineRunning(sql);
    const of = actor.organizationId;
    const failed = await failedRunCount(sql, of);
    const functions = (await listJobFunctions(sql)).flatMap(({ id, name, events }) =>
      events.length > 0 ? [{ id, name, events }] : [],
    );
    const runs = await listJobRuns(sql, { of, status, functionId, before: cursor, limit: pageSize });
    return { running, failed, functions, runs, next: runs.length === pageSize ? runs.at(-1)?.id : undefined };
  },
});

export const readJobRun = query({
  name: "job.read",
  summary: "One run with its steps",
  permission: "job:read",
  input: z.object({ id: z.string().max(64) }),
  async run({ actor }, { id }) {
    const found = await findJobRun(jobPool(), id, actor.organizationId);
    if (!found) throw notFound("This run");
    return found;
  },
});

export const retryJob = command({
  name: "job.retry",
  summary: "Start a failed run anew",
  permission: "job:run",
  type: "system_change",
  riskLevel: "medium",
  controls: ["CC7.1"],
  input: z.object({ id: z.string().max(64) }),
  async run({ actor }, { id }) {
    const sql = jobPool();
    const of = actor.organizationId;
    if (!(await findJobRun(sql, id, of))) throw notFound("This run");
    if (!(await retryJobRun(sql, id, of)))
      throw new AppError("conflict", "This run has not failed, or was repeated already. Nothing was started.");
    return { output: { id }, event: { resource: { type: "job_run", id } } };
  },
});
