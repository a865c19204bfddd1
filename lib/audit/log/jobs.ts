import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { now } from "@/lib/platform/clock";
import { organizationIds } from "@/lib/platform/db/door";
import { newRequestId } from "@/lib/platform/ids";
import { defineJob } from "@/lib/platform/jobs/client";
import { noteKeysInInstallation } from "./note-keys";
import { untoldOfLog, watchLog } from "./watch-log";

/** Every five minutes: what the sequencer and the witnesses could only write down is told (section 7). */
export const watchLogs = defineJob(
  {
    id: "watch-logs",
    name: "Watch the audit logs",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "*/5 * * * *" }],
  },
  async ({ step }) => {
    const keys = await step.run("keys", () => noteKeysInInstallation(now()));
    let told = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      told += await step.run(`watch-${organizationId}`, async () => {
        const actor = systemActor(organizationId, "watch-logs", newRequestId());
        const { count } = await untoldOfLog(actor, {});
        if (count > 0) await watchLog(actor, {});
        return count;
      });
    }
    return { keys, told };
  },
);
