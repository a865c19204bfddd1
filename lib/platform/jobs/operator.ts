import "server-only";
import { inInstallation } from "../db/door";
import { AppError, notFound } from "../errors";
import { newRequestId } from "../ids";
import { record } from "../operation/record";
import { ensureInstallation } from "../setup/create-organization";
import {
  findJobRun,
  type JobFunction,
  type JobRun,
  listJobFunctions,
  listJobRuns,
  retryJobRun,
  runJobNow,
} from "./embedded/inspect";
import { jobPool } from "./pool";

// The operator's side of jobs, on the command line only: they are a person of the installation and of no organisation.

export async function installationJobs(limit: number): Promise<{ functions: JobFunction[]; runs: JobRun[] }> {
  const sql = jobPool();
  return { functions: await listJobFunctions(sql), runs: await listJobRuns(sql, { of: null, limit }) };
}

/** Starts a scheduled function now, for all organisations, as its schedule would. */
export async function runInstallationJob(functionId: string, at: Date): Promise<void> {
  await onRecord("job.run", { type: "job_function", id: functionId }, at, async () => {
    if (!(await runJobNow(jobPool(), functionId))) throw notFound("A scheduled function of this name");
  });
}

/** Starts a failed run anew, whoever it belongs to. */
export async function retryInstallationRun(id: string, at: Date): Promise<void> {
  await onRecord("job.retry", { type: "job_run", id }, at, async () => {
    if (!(await findJobRun(jobPool(), id, null))) throw notFound("This run");
    if (!(await retryJobRun(jobPool(), id, null)))
      throw new AppError("conflict", "This run has not failed, or was repeated already. Nothing was started.");
  });
}

async function onRecord(
  action: "job.run" | "job.retry",
  resource: { type: string; id: string },
  at: Date,
  act: () => Promise<void>,
): Promise<void> {
  await ensureInstallation();
  const by = { kind: "installation", organizationId: null, requestId: newRequestId() } as const;
  const words = { type: "system_change", crud: "update", outcome: "success", riskLevel: "medium" } as const;
  const draft = { ...words, action, retentionClass: "seven_years", controlIds: ["CC7.1"], resource } as const;
  // As in a command: what failed leaves no event of a success.
  await inInstallation(async (tx) => {
    await act();
    await record(tx, by, draft, [], at);
  });
}
