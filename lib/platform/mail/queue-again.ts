import "server-only";
import type { Tx } from "../db/client";
import type { MailMessage, MailSecret } from "../db/generated/client";
import { AppError } from "../errors";
import { newId } from "../ids";
import { keepSecrets, openSecrets } from "./secrets";
import { waiting } from "./send";

export const usedOrOver =
  "The code or link in it was used or has run out, so nothing was sent. Ask for a new one where it came from.";

/** One that was sent goes out as a new mail: under the old Message-ID its reader's mailbox would not show it. @returns its id */
export async function queueAgain(tx: Tx, mail: MailMessage & { secrets: MailSecret[] }, now: Date): Promise<string> {
  const opened = openSecrets(mail.secrets, now);
  if (opened === null) throw new AppError("conflict", usedOrOver);
  if (mail.state === "sent") {
    const id = newId(now.getTime());
    const { attempts: _, sentAt: __, secrets: ___, ...same } = mail;
    await tx.mailMessage.create({ data: { ...same, id, createdAt: now, ...waiting(now) } });
    await keepSecrets(tx, { id, organizationId: mail.organizationId }, opened, now);
    return id;
  }
  const fresh = mail.state === "queued" ? { nextAttemptAt: now } : { ...waiting(now), attempts: 0 };
  await tx.mailMessage.updateMany({ where: { id: mail.id }, data: { ...fresh, error: null, trouble: null } });
  return mail.id;
}
