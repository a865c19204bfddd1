import "server-only";
import { now } from "../../clock";
import { deleteOldSessions } from "../../db/door";
import { defineJob } from "../../jobs/client";

/** Daily: sign-ins are kept for a year, as the register of processing says. */
export const forgetSignIns = defineJob(
  {
    id: "forget-sign-ins",
    name: "Delete sign-ins older than a year",
    retries: 5,
    triggers: [{ cron: "40 4 * * *" }],
  },
  async ({ step }) => ({ deleted: await step.run("delete", () => deleteOldSessions(now())) }),
);
