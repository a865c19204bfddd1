"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import { sendMails } from "@/lib/platform/mail/outbox";
import { revealSecrets } from "@/lib/platform/mail/reveal";

export const sendMailsAction = defineAction(sendMails, {
  message: ({ sent, outdated }) => {
    const emails = sent === 1 ? "1 email is" : `${sent} emails are`;
    const dead =
      outdated === 0
        ? ""
        : ` ${outdated} with a code or link that has run out ${outdated === 1 ? "was" : "were"} not sent.`;
    return `${emails} on the way to the mail server.${dead}`;
  },
});

export const revealSecretsAction = defineAction(revealSecrets, {
  message: "Shown once. This is recorded in the audit trail.",
  shown: ({ secrets }) => Object.fromEntries(secrets.map(({ name, value }) => [name, value])),
});
