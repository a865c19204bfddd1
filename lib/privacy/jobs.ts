import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import type { Contributions } from "@/lib/platform/contribution";
import { organizationIds } from "@/lib/platform/db/door";
import { env } from "@/lib/platform/env";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { collect } from "./packages/run";
import { executionAsked, requestApproved } from "./requests/events";
import { sweepOrganization } from "./requests/run-sweep";

/** The domain's jobs; the sources of all domains are handed in, so that this one imports none of them. */
export function privacyFunctions({ dataSources }: Contributions) {
  const collectPackage = defineJob(
    {
      id: "collect-privacy-package",
      name: "Collect the data of a request and publish the package",
      retries: 3,
      concurrency: { limit: 1, key: "event.data.requestId" },
      triggers: [on(requestApproved), on(executionAsked)],
    },
    async ({ event, step, runId }) => {
      // Switched off, only an officer's own start collects; clocks and reminders run on (platform.md section 5).
      if (event.name === requestApproved.name && !env.GDPR_AUTOMATION_ENABLED) return { collected: false };
      const { organizationId, requestId } = event.data as { organizationId: string; requestId: string };
      const actor = systemActor(organizationId, "collect-privacy-package", runId);
      return collect(actor, dataSources, requestId, (name, work) => step.run(name, work) as never);
    },
  );

  const sweepRequests = defineJob(
    {
      id: "sweep-privacy-requests",
      name: "Remind of requests, close what is answered, purge packages",
      retries: 3,
      triggers: { cron: "*/15 * * * *" },
    },
    async ({ step, runId }) => {
      const ids = await step.run("organisations", () => organizationIds());
      for (const id of ids) {
        await step.run(`sweep ${id}`, () => sweepOrganization(systemActor(id, "sweep-privacy-requests", runId)));
      }
      return { organisations: ids.length };
    },
  );

  return [collectPackage, sweepRequests];
}
