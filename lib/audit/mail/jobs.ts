import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { defineSweep } from "@/lib/platform/jobs/define-sweep";
import { mailLost } from "@/lib/platform/mail/events";
import { isToldByItsDomain } from "@/lib/platform/mail/rules";
import { alertOfLostMail, alertOfWaitingMails, mailsWait } from "./alert";

/** Every minute: an alert where emails wait for more than 15 minutes. */
export const watchMails = defineSweep({
  id: "audit-watch-mails",
  name: "Raise an alert when emails wait",
  isDue: mailsWait,
  sweep: alertOfWaitingMails,
});

/** The officers of a privacy request are told by their own domain; of all others an alert tells. */
export const alertLostMails = defineJob(
  { id: "audit-alert-lost-mails", name: "Raise an alert when an email is lost", retries: 5, triggers: [on(mailLost)] },
  async ({ event, step, runId }) => {
    const { organizationId, mailId, kind, thread } = event.data;
    if (isToldByItsDomain(thread)) return { raised: false };
    const actor = systemActor(organizationId, "audit-alert-lost-mails", runId);
    return step.run("alert", () => alertOfLostMail(actor, { mailId, kind }));
  },
);
