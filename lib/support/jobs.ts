import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { defineSweep } from "@/lib/platform/jobs/define-sweep";
import { slaPolicyChanged } from "./events";
import { rejudgeTickets, ticketsOfOlderVersion } from "./sla/rejudge-tickets";
import { slaIsDue, sweepSla } from "./sla/sweep";

/** Every minute: warns and records breaches where something is due. An organisation in which nothing is due costs one look. */
export const sweepSlaClocks = defineSweep({
  id: "support-sweep-sla",
  name: "Warn before due times and record breaches",
  isDue: slaIsDue,
  sweep: sweepSla,
});

/** After a policy or calendar changed: open tickets are counted again, some at a time (S7). */
export const rejudgeOpenTickets = defineJob(
  {
    id: "support-rejudge-tickets",
    name: "Count open tickets again after a policy changed",
    retries: 5,
    concurrency: { limit: 1, key: "event.data.policyId" },
    triggers: [on(slaPolicyChanged)],
  },
  async ({ event, step, runId }) => {
    const { organizationId, policyId } = slaPolicyChanged.data.parse(event.data);
    const actor = systemActor(organizationId, "support-rejudge-tickets", runId);
    for (let batch = 1; ; batch += 1) {
      const changed: number = await step.run(`batch ${batch}`, async () => {
        const ticketIds = await ticketsOfOlderVersion(actor, { policyId, limit: 100 });
        return ticketIds.length === 0 ? 0 : (await rejudgeTickets(actor, { policyId, ticketIds })).changed;
      });
      if (changed === 0) return { batches: batch };
    }
  },
);
