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
  runJobNow,
} from "./embedded/inspect";
import { jobPool } from "./pool";

const pageSize = 50;

/** Functions, schedules and runs of the installation: names, states and errors, never payloads (platform.md section 1). */
export const listJobs = query({
  name: "job.list",
  summary: "Background functions and their last runs",
  permission: "job:read",
  input: z.object({
    status: z.enum(jobRunStatuses).optional().catch(undefined),
    functionId: z.string().max(200).optional(),
    cursor: z.string().max(64).optional(),
  }),
  async run(_, { status, functionId, cursor }) {
    const sql = jobPool();
    const running = await isJobEngineRunning(sql);
    const failed = await failedRunCount(sql);
    const functions = await listJobFunctions(sql);
    const runs = await listJobRuns(sql, { status, functionId, before: cursor, limit: pageSize });
    return { running, failed, functions, runs, next: runs.length === pageSize ? runs.at(-1)?.id : undefined };
  },
});

export const readJobRun = query({
  name: "job.read",
  summary: "One run with its steps",
  permission: "job:read",
  input: z.object({ id: z.string().max(64) }),
  async run(_, { id }) {
    const found = await findJobRun(jobPool(), id);
    if (!found) throw notFound("This run");
    return found;
  },
});

const words = { permission: "job:run", type: "system_change", riskLevel: "medium", controls: ["CC7.1"] } as const;

export const runJob = command({
  ...words,
  name: "job.run",
  summary: "Start a scheduled function now",
  input: z.object({ functionId: z.string().max(200) }),
  async run(_, { functionId }) {
    if (!(await runJobNow(jobPool(), functionId))) throw notFound("A scheduled function of this name");
    return { output: { functionId }, event: { resource: { type: "job_function", id: functionId } } };
  },
});

export const retryJob = command({
  ...words,
  name: "job.retry",
  summary: "Start a failed run anew",
  input: z.object({ id: z.string().max(64) }),
  async run(_, { id }) {
    if (!(await retryJobRun(jobPool(), id)))
      throw new AppError("conflict", "This run has not failed, or was repeated already. Nothing was started.");
    return { output: { id }, event: { resource: { type: "job_run", id } } };
  },
});
