import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import type { Contributions } from "@/lib/platform/contribution";
import { organizationIds } from "@/lib/platform/db/door";
import { env } from "@/lib/platform/env";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { mailLost } from "@/lib/platform/mail/events";
import { collect } from "./packages/run";
import { executionAsked, requestApproved } from "./requests/events";
import { requestOf } from "./requests/mail-of";
import { sweepOrganization } from "./requests/run-sweep";
import { tellLostMail } from "./requests/tell-lost-mail";

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

  const tellOfLostMail = defineJob(
    {
      id: "tell-privacy-lost-mail",
      name: "Tell officers that an email of a request did not arrive",
      retries: 5,
      triggers: [on(mailLost)],
    },
    async ({ event, step, runId }) => {
      const { organizationId, mailId, thread } = event.data;
      const requestId = requestOf(thread);
      if (requestId === null) return { told: false };
      const actor = systemActor(organizationId, "tell-privacy-lost-mail", runId);
      return step.run("tell", () => tellLostMail(actor, { requestId, mailId }));
    },
  );

  return [collectPackage, sweepRequests, tellOfLostMail];
}
