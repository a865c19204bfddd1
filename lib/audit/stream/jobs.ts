import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { defineJob } from "@/lib/platform/jobs/client";
import { deliverNext, dueWebhooks } from "./deliver";

const mostMessages = 50;

/** Every minute: sends what is signed to the webhooks, in order, one message of each at a time. */
export const deliverWebhooks = defineJob(
  {
    id: "audit-deliver-webhooks",
    name: "Send events to webhooks",
    retries: 3,
    concurrency: { limit: 1 },
    triggers: { cron: "* * * * *" },
  },
  async ({ step, runId }) => {
    const due = await step.run("look", async () => {
      const found: { organizationId: string; webhookId: string }[] = [];
      for (const organizationId of await organizationIds()) {
        const actor = systemActor(organizationId, "audit-deliver-webhooks", runId);
        for (const webhookId of await dueWebhooks(actor, {})) found.push({ organizationId, webhookId });
      }
      return found;
    });
    for (const { organizationId, webhookId } of due) {
      const actor = systemActor(organizationId, "audit-deliver-webhooks", runId);
      await step.run(`send ${webhookId}`, async () => {
        let sent = 0;
        while (sent < mostMessages && (await deliverNext(actor, webhookId))) sent += 1;
        return { sent };
      });
    }
    return { webhooks: due.length };
  },
);
