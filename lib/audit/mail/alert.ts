import "server-only";
import { z } from "zod";
import { waitsTooLong } from "@/lib/platform/mail/rules";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { raiseAlert } from "../alerts/raise-alert";

const words = { permission: "detection:run", controls: ["A1.2", "CC7.2"] } as const;
const late = (now: Date) => ({
  state: "queued" as const,
  queuedAt: { lt: new Date(now.getTime() - waitsTooLong) },
});

/** Do emails wait, and does nobody know yet? */
export const mailsWait = query({
  ...words,
  name: "mail.waits",
  summary: "Do emails wait for the mail server for too long?",
  input: z.object({}),
  run: async ({ tx, now }) =>
    (await tx.mailMessage.findFirst({ where: late(now), select: { id: true } })) !== null &&
    (await tx.alert.findFirst({ where: { rule: "mail-waits", status: { not: "resolved" } } })) === null,
});

export const alertOfWaitingMails = command({
  ...words,
  name: "mail.alert-waiting",
  summary: "Raise an alert because emails wait",
  type: "system_change",
  input: z.object({}),
  async run(context) {
    const { tx, now } = context;
    const count = await tx.mailMessage.count({ where: late(now) });
    const alert = {
      ...({ rule: "mail-waits", level: "critical", objectType: "outbox", objectId: "queue" } as const),
      title: "Emails have waited for the mail server for more than 15 minutes",
      detail:
        "Codes, notices and alerts do not reach anybody. Administrators see under Settings, Outbox what the server said.",
      href: "/settings/outbox?state=queued",
    };
    const { raised, id } = count > 0 ? await raiseAlert(context, alert) : { raised: false, id: null };
    return {
      output: { more: false },
      event: { resource: { type: "alert", id }, after: { waiting: count, raised } },
    };
  },
});

/**
 * An email nobody else is told of did not arrive. One alert however many they are: a notice of it that bounces as well
 * must not raise the next.
 */
export const alertOfLostMail = command({
  ...words,
  name: "mail.alert-lost",
  summary: "Raise an alert because an email did not arrive",
  type: "system_change",
  input: z.object({ mailId: z.uuid(), kind: z.string().max(100) }),
  async run(context, { mailId, kind }) {
    const { raised, id } = await raiseAlert(context, {
      ...{ rule: "mail-lost", level: "critical", objectType: "outbox", objectId: "lost" },
      title: "Emails could not be delivered",
      detail: "Their readers know nothing. Administrators see them under Settings, Outbox, and send them again.",
      href: "/settings/outbox?state=failed",
    });
    return {
      output: { raised },
      event: { resource: { type: "alert", id }, after: { mail: mailId, kind, raised } },
    };
  },
});
