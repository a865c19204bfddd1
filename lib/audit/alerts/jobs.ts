import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { defineJob } from "@/lib/platform/jobs/client";
import { alertsAreDue, sweepAlerts } from "./sweep";

/** Every minute: tells of grave alerts, and escalates those nobody took up. An organisation without any costs one look. */
export const escalateAlerts = defineJob(
  {
    id: "audit-escalate-alerts",
    name: "Tell of alerts and escalate them",
    retries: 3,
    concurrency: { limit: 1 },
    triggers: { cron: "* * * * *" },
  },
  async ({ step, runId }) => {
    const due = await step.run("look", async () => {
      const found: string[] = [];
      for (const organizationId of await organizationIds()) {
        if (await alertsAreDue(systemActor(organizationId, "audit-escalate-alerts", runId), {}))
          found.push(organizationId);
      }
      return found;
    });
    for (const organizationId of due) {
      const actor = systemActor(organizationId, "audit-escalate-alerts", runId);
      for (let batch = 1, more = true; more; batch += 1) {
        const done: { more: boolean } = await step.run(`sweep ${organizationId} ${batch}`, () =>
          sweepAlerts(actor, {}),
        );
        more = done.more;
      }
    }
    return { organizations: due.length };
  },
);
