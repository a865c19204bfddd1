import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { documentIncident } from "./document-incident";
import { incidentClosed } from "./events";
import { incidentsAreOverdue, sweepIncidents } from "./sweep";

/** Every minute: escalates what nobody acknowledged in time (I2). */
export const escalateIncidents = defineJob(
  {
    id: "audit-escalate-incidents",
    name: "Escalate incidents nobody acknowledged",
    retries: 3,
    concurrency: { limit: 1 },
    triggers: { cron: "* * * * *" },
  },
  async ({ step, runId }) => {
    const due = await step.run("look", async () => {
      const found: string[] = [];
      for (const organizationId of await organizationIds()) {
        const actor = systemActor(organizationId, "audit-escalate-incidents", runId);
        if (await incidentsAreOverdue(actor, {})) found.push(organizationId);
      }
      return found;
    });
    for (const organizationId of due) {
      const actor = systemActor(organizationId, "audit-escalate-incidents", runId);
      for (let batch = 1, more = true; more; batch += 1) {
        const done: { more: boolean } = await step.run(`escalate ${organizationId} ${batch}`, () =>
          sweepIncidents(actor, {}),
        );
        more = done.more;
      }
    }
    return { organizations: due.length };
  },
);

/** A closed incident becomes evidence for its controls (I4). */
export const documentClosedIncident = defineJob(
  {
    id: "audit-document-incident",
    name: "Make evidence of a closed incident",
    retries: 5,
    concurrency: { limit: 1, key: "event.data.incidentId" },
    triggers: [on(incidentClosed)],
  },
  async ({ event, step, runId }) => {
    const { organizationId, incidentId } = incidentClosed.data.parse(event.data);
    const actor = systemActor(organizationId, "audit-document-incident", runId);
    const evidenceId = await step.run("document", () => documentIncident(actor, incidentId));
    return { evidenceId };
  },
);
