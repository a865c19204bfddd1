import "server-only";
import type { Tx } from "../db/client";
import { newId } from "../ids";

export type Mail = { organizationId: string; kind: string; recipient: string; subject: string; body: string };

/**
 * Puts a mail into the outbox in the caller's transaction: it is sent if and only if the change commits. Plain text.
 * A job hands it to the mail server; without one it stays readable under Settings → Outbox.
 */
export async function queueMail(tx: Tx, mail: Mail, at: Date = new Date()): Promise<string> {
  const id = newId(at.getTime());
  // A line break in a header would begin another header.
  const subject = mail.subject.replaceAll(/[\r\n]+/g, " ");
  await tx.mailMessage.create({ data: { id, ...mail, subject, createdAt: at } });
  return id;
}
