import "server-only";
import nodemailer from "nodemailer";
import { z } from "zod";
import { env } from "../env";
import { command } from "../operation/command";
import { query } from "../operation/query";

/** Mails waiting for a mail server; without SMTP_URL they stay in the outbox and nothing is to be sent. */
export const unsentMails = query({
  name: "mail.unsent",
  summary: "Mails to hand to the mail server",
  permission: "mail:send",
  input: z.object({}),
  run: async ({ tx }) =>
    env.SMTP_URL
      ? tx.mailMessage.findMany({ where: { sentAt: null, error: null }, orderBy: { id: "asc" }, take: 100 })
      : [],
});

export const recordDelivery = command({
  name: "mail.deliver",
  summary: "Record that a mail was handed over, or why not",
  permission: "mail:send",
  type: "system_change",
  input: z.object({ id: z.uuid(), error: z.string().max(500).optional() }),
  async run({ tx, now }, { id, error }) {
    await tx.mailMessage.update({ where: { id }, data: error ? { error } : { sentAt: now } });
    return { output: { id }, event: { resource: { type: "mail", id }, after: { delivered: !error } } };
  },
});

/** Hands one mail to the mail server. @returns the error's text, or undefined when it was taken */
export async function handOver(mail: {
  recipient: string;
  subject: string;
  body: string;
}): Promise<string | undefined> {
  const transport = nodemailer.createTransport(env.SMTP_URL);
  try {
    await transport.sendMail({ from: env.MAIL_FROM, to: mail.recipient, subject: mail.subject, text: mail.body });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 500) : "unknown";
  } finally {
    transport.close();
  }
}
