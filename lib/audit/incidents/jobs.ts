import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { defineSweep } from "@/lib/platform/jobs/define-sweep";
import { documentIncident } from "./document-incident";
import { incidentClosed } from "./events";
import { incidentsAreOverdue, sweepIncidents } from "./sweep";

/** Every minute: escalates what nobody acknowledged in time (I2). */
export const escalateIncidents = defineSweep({
  id: "audit-escalate-incidents",
  name: "Escalate incidents nobody acknowledged",
  isDue: incidentsAreOverdue,
  sweep: sweepIncidents,
});

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
