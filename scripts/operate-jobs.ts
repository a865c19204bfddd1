import "server-only";
import { parseArgs } from "node:util";
import { disconnect } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { installationJobs, retryInstallationRun, runInstallationJob } from "@/lib/platform/jobs/operator";
import { jobPool } from "@/lib/platform/jobs/pool";

const usage = `npm run jobs -- list            prints the scheduled functions and the newest runs of the whole installation
npm run jobs -- run <function>   starts a scheduled function now, for all organisations
npm run jobs -- retry <run>      starts a failed run anew
What is started stands in the installation's log (npm run export-installation-log -- --show 20).`;

const runsShown = 50;

async function main(): Promise<void> {
  const [verb, name, ...more] = parseArgs({ allowPositionals: true }).positionals;
  if (verb === "list" && name === undefined) return list();
  if (verb === "run" && name && more.length === 0) {
    await runInstallationJob(name, new Date());
    console.log(`${name} is started.`);
  } else if (verb === "retry" && name && more.length === 0) {
    await retryInstallationRun(name, new Date());
    console.log(`${name} is started anew.`);
  } else {
    console.error(usage);
    process.exitCode = 2;
  }
}

async function list(): Promise<void> {
  const { functions, runs } = await installationJobs(runsShown);
  for (const { id, refusal, events, schedules } of functions) {
    console.log(`${id}  ${refusal ?? [...events, ...schedules.map(({ cron }) => cron)].join(", ")}`);
  }
  console.log("");
  for (const { id, createdAt, functionId, status, error, problem } of runs) {
    const trouble = error?.message ?? problem;
    console.log(`${id}  ${createdAt.toISOString()}  ${status}  ${functionId}${trouble ? `: ${trouble}` : ""}`);
  }
}

await main()
  .catch((error) => {
    console.error(error instanceof AppError ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => Promise.all([disconnect(), jobPool().end()]));
