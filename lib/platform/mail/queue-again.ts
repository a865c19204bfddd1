import "server-only";
import type { Tx } from "../db/client";
import type { MailMessage } from "../db/generated/client";
import { newId } from "../ids";
import { waiting } from "./send";

/** One that was sent goes out as a new mail: under the old Message-ID its reader's mailbox would not show it. @returns its id */
export async function queueAgain(tx: Tx, mail: MailMessage, now: Date): Promise<string> {
  if (mail.state === "sent") {
    const id = newId(now.getTime());
    const { attempts: _, sentAt: __, ...same } = mail;
    await tx.mailMessage.create({ data: { ...same, id, createdAt: now, ...waiting(now) } });
    return id;
  }
  const fresh = mail.state === "queued" ? { nextAttemptAt: now } : { ...waiting(now), attempts: 0 };
  await tx.mailMessage.updateMany({ where: { id: mail.id }, data: { ...fresh, error: null, trouble: null } });
  return mail.id;
}
