import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { env } from "@/lib/platform/env";
import { defineJob } from "@/lib/platform/jobs/client";
import { tellOfUnknownPeople } from "../installation/unknown-people";
import { detectionIsDue, runDetection } from "./run-detection";

/** Every minute: the rules read what is new in each log. An organisation in which nothing concerns them costs one look. */
export const detect = defineJob(
  {
    id: "audit-detect",
    name: "Run the detection rules",
    retries: 3,
    concurrency: { limit: 1 },
    triggers: { cron: "* * * * *" },
  },
  async ({ step, runId }) => {
    if (!env.COMPLIANCE_MONITORING_ENABLED) return { stopped: true };
    const due = await step.run("look", async () => {
      const found: string[] = [];
      for (const organizationId of await organizationIds()) {
        if (await detectionIsDue(systemActor(organizationId, "audit-detect", runId), {})) found.push(organizationId);
      }
      return found;
    });
    for (const organizationId of due) {
      const actor = systemActor(organizationId, "audit-detect", runId);
      for (let batch = 1, more = true; more; batch += 1) {
        const done: { more: boolean } = await step.run(`read ${organizationId} ${batch}`, () =>
          runDetection(actor, {}),
        );
        more = done.more;
      }
    }
    const strangers = await step.run("unknown people", () => tellOfUnknownPeople(runId));
    return { organizations: due.length, strangers };
  },
);
