import "server-only";
import { now } from "../clock";
import { forgetWindows } from "../db/door";
import { defineJob } from "./client";
import { deleteOldRuns } from "./embedded/retention";
import { jobPool } from "./pool";

/** Every night: runs older than 30 days go, with their steps and events, and windows of limits that are over. */
export const deleteOldJobRuns = defineJob(
  { id: "delete-old-job-runs", name: "Delete old job runs", retries: 3, triggers: { cron: "17 2 * * *" } },
  async ({ step }) => {
    const deleted = await step.run("delete", () => deleteOldRuns(jobPool()));
    const windows = await step.run("forget-limits", () => forgetWindows(now()));
    return { ...deleted, windows };
  },
);
