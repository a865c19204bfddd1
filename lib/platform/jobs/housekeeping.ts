import "server-only";
import { defineJob } from "./client";
import { deleteOldRuns } from "./embedded/retention";
import { jobPool } from "./pool";

/** Every night: runs older than 30 days go, with their steps and events. */
export const deleteOldJobRuns = defineJob(
  { id: "delete-old-job-runs", name: "Delete old job runs", retries: 3, triggers: { cron: "17 2 * * *" } },
  async ({ step }) => step.run("delete", () => deleteOldRuns(jobPool())),
);
