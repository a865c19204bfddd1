import "server-only";
import { now } from "../clock";
import { defineJob } from "../jobs/client";
import { destroyOldBackupKeys } from "./backup-keys";

/** Daily: backup keys whose time is over, also when nobody makes backups any more. */
export const destroyBackupKeys = defineJob(
  {
    id: "destroy-backup-keys",
    name: "Destroy old backup keys",
    retries: 5,
    triggers: [{ cron: "20 4 * * *" }],
  },
  async ({ step }) => ({ destroyed: await step.run("destroy", () => destroyOldBackupKeys(now())) }),
);
