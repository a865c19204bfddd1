import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { newRequestId } from "@/lib/platform/ids";
import { defineJob } from "@/lib/platform/jobs/client";
import { pushCheckpoints } from "./push-checkpoints";

/** Hourly: the newest checkpoints leave for the configured places (A12). */
export const anchorLogs = defineJob(
  {
    id: "anchor-logs",
    name: "Push checkpoints outside",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "20 * * * *" }],
  },
  async ({ step }) => {
    let failed = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      const result = await step.run(`push-${organizationId}`, () =>
        pushCheckpoints(systemActor(organizationId, "anchor-logs", newRequestId())),
      );
      failed += result.failed;
    }
    return { failed };
  },
);
