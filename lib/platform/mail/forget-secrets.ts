import "server-only";
import { now } from "../clock";
import { destroyExpiredMailSecrets } from "../db/door";
import { defineJob } from "../jobs/client";

/** Every minute: the keys of codes and links past their time go, so that no outbox and no later backup tells them. */
export const forgetMailSecrets = defineJob(
  {
    id: "forget-mail-secrets",
    name: "Destroy keys of expired codes and links",
    retries: 3,
    triggers: { cron: "* * * * *" },
  },
  async ({ step }) => step.run("destroy", () => destroyExpiredMailSecrets(now())),
);
