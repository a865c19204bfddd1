import "server-only";
import type { Tx } from "../db/client";
import { env } from "../env";
import { newId } from "../ids";
import { type MailPriority, mailPriorities } from "./schema";
import { keepSecrets, type MailSecret } from "./secrets";

export type Mail = {
  organizationId: string;
  kind: string;
  recipient: string;
  subject: string;
  body: string;
  /** What it is about, such as `request-<id>`: mails of one thread stand together in the reader's mailbox. */
  thread?: string;
  replyTo?: string;
  /** The end of the code or link in it: it is never sent after that. */
  expiresAt?: Date;
  priority?: MailPriority;
  /** Codes and links that open something: the text has only their places, `{{name}}`, until it is handed over. */
  secrets?: readonly MailSecret[];
};

/**
 * Puts a mail into the outbox in the caller's transaction: it is sent if and only if the change commits. Plain text.
 * The delivery loop hands it to the mail server within seconds. Written while none is set it is kept under Settings → Outbox,
 * and a server that appears later does not send it by itself.
 */
export async function queueMail(tx: Tx, mail: Mail, at: Date = new Date()): Promise<string> {
  const id = newId(at.getTime());
  // A line break in a header would begin another header.
  const subject = mail.subject.replaceAll(/[\r\n]+/g, " ");
  const { priority = "normal", secrets = [], ...rest } = mail;
  await tx.mailMessage.create({
    data: { id, ...rest, subject, priority: mailPriorities[priority], createdAt: at, ...waiting(at) },
  });
  await keepSecrets(tx, { id, organizationId: mail.organizationId }, secrets, at);
  return id;
}

/** State and times of a mail that is put into the queue now. */
export function waiting(at: Date) {
  return env.SMTP_URL
    ? ({ state: "queued", queuedAt: at, nextAttemptAt: at } as const)
    : ({ state: "kept", queuedAt: null, nextAttemptAt: null } as const);
}
