import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { slaPolicyChanged } from "./events";
import { rejudgeTickets, ticketsOfOlderVersion } from "./sla/rejudge-tickets";
import { slaIsDue, sweepSla } from "./sla/sweep";

/** Every minute: warns and records breaches where something is due. An organisation in which nothing is due costs one look. */
export const sweepSlaClocks = defineJob(
  {
    id: "support-sweep-sla",
    name: "Warn before due times and record breaches",
    retries: 3,
    concurrency: { limit: 1 },
    triggers: { cron: "* * * * *" },
  },
  async ({ step, runId }) => {
    const due = await step.run("look", async () => {
      const found: string[] = [];
      for (const organizationId of await organizationIds()) {
        if (await slaIsDue(systemActor(organizationId, "support-sweep-sla", runId), {})) found.push(organizationId);
      }
      return found;
    });
    for (const organizationId of due) {
      const actor = systemActor(organizationId, "support-sweep-sla", runId);
      for (let batch = 1, more = true; more; batch += 1) {
        const done: { more: boolean } = await step.run(`sweep ${organizationId} ${batch}`, () => sweepSla(actor, {}));
        more = done.more;
      }
    }
    return { organizations: due.length };
  },
);

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
