import "server-only";
import type { Tx } from "../../platform/db/client";
import { newId } from "../../platform/ids";
import type { MailSecret } from "../../platform/mail/secrets";
import { queueMail } from "../../platform/mail/send";

type Notice = {
  organizationId: string;
  /** With the recipient and the object the key: the same is never sent twice, however often a job runs. */
  kind: string;
  recipient: { id: string; email: string };
  object: string;
  subject: string;
  body: string;
  /** The end of the links in it. */
  expiresAt?: Date;
  secrets?: readonly MailSecret[];
};

/** Queues a mail unless it has been. @returns whether it was queued now */
export async function notifyOnce(tx: Tx, { recipient, object, ...mail }: Notice, now: Date): Promise<boolean> {
  const { organizationId, kind } = mail;
  const key = { organizationId, kind, recipientId: recipient.id, object };
  const known = await tx.policyNotice.findUnique({
    where: { organizationId_kind_recipientId_object: key },
    select: { id: true },
  });
  if (known) return false;
  const mailId = await queueMail(tx, { ...mail, recipient: recipient.email, priority: "bulk" }, now);
  await tx.policyNotice.create({ data: { id: newId(now.getTime()), ...key, mailId, createdAt: now } });
  return true;
}
