import "server-only";
import { systemActor } from "../auth/actor-types";
import { organizationIds } from "../db/door";
import { env } from "../env";
import { newRequestId } from "../ids";
import { defineJob } from "../jobs/client";
import { handOver, recordDelivery, unsentMails } from "./deliver";

/** Every minute: hands what waits to the mail server. Each mail is a step: one refused address does not hold up the rest. */
export const deliverMails = defineJob(
  { id: "deliver-mails", name: "Deliver mails", retries: 3, concurrency: 1, triggers: [{ cron: "* * * * *" }] },
  async ({ step }) => {
    if (!env.SMTP_URL) return { sent: 0 };
    const waiting = await step.run("find", async () => {
      const found: { organizationId: string; id: string }[] = [];
      for (const organizationId of await organizationIds()) {
        const mails = await unsentMails(systemActor(organizationId, "deliver-mails", newRequestId()), {});
        found.push(...mails.map(({ id }) => ({ organizationId, id })));
      }
      return found;
    });
    for (const { organizationId, id } of waiting) {
      await step.run(`send-${id}`, async () => {
        const actor = systemActor(organizationId, "deliver-mails", newRequestId());
        const mail = (await unsentMails(actor, {})).find((each) => each.id === id);
        if (mail) await recordDelivery(actor, { id, error: await handOver(mail) });
      });
    }
    return { sent: waiting.length };
  },
);
