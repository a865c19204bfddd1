import "server-only";
import { z } from "zod";
import { env } from "../env";
import { AppError, notFound } from "../errors";
import { command } from "../operation/command";
import { queueAgain, usedOrOver } from "./queue-again";
import { standingOf } from "./rules";
import { chosenMailsInput } from "./schema";
import { secretsWork } from "./secrets";

/**
 * A person sends mails: kept ones, those that did not arrive, one that waits for its next try, or a sent one again. One with a
 * code or link that was used or is past its time never leaves.
 */
export const sendMails = command({
  name: "outbox.send",
  summary: "Send chosen emails of the outbox",
  permission: "outbox:send",
  type: "system_change",
  riskLevel: "medium",
  input: chosenMailsInput,
  output: z.object({ sent: z.number(), outdated: z.number() }),
  async run({ tx, now, note }, { ids }) {
    if (!env.SMTP_URL) {
      throw new AppError(
        "conflict",
        "No mail server is set, so nothing was sent. The operator of the portal sets SMTP_URL.",
      );
    }
    await tx.$queryRaw`select 1 from mail_message where id = any (${ids}::uuid[]) order by id for update`;
    const mails = await tx.mailMessage.findMany({
      where: { id: { in: ids } },
      orderBy: { id: "asc" },
      include: { secrets: true },
    });
    if (mails.length === 0) throw notFound("This email");
    const alive = mails.filter(
      (mail) => (mail.expiresAt === null || mail.expiresAt > now) && secretsWork(mail.secrets, now),
    );
    if (alive.length === 0) throw new AppError("conflict", usedOrOver);
    for (const mail of alive) {
      const again = await queueAgain(tx, mail, now);
      note({
        action: "outbox.send",
        resource: { type: "mail", id: mail.id },
        before: { state: standingOf(mail, now) },
        after: { state: "queued", as: again },
      });
    }
    const output = { sent: alive.length, outdated: mails.length - alive.length };
    return { output, event: { resource: { type: "outbox", id: null }, after: output } };
  },
});
