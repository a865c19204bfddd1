import "server-only";
import { z } from "zod";
import { env } from "../env";
import { AppError, dutyRefused, notFound } from "../errors";
import { command } from "../operation/command";
import { mailInput } from "./schema";
import { openSecrets } from "./secrets";

/** On a demo nobody reads the mailbox, so a person may look; anywhere else a code belongs to its recipient alone. */
export const revealSecrets = command({
  name: "outbox.reveal",
  summary: "Show the code or link of an email, on a demo only",
  permission: "outbox:read",
  type: "privileged_access",
  crud: "read",
  riskLevel: "high",
  input: mailInput,
  output: z.object({ secrets: z.array(z.object({ name: z.string(), value: z.string() })) }),
  async run({ tx, now }, { id }) {
    if (env.PORTAL_MODE !== "demo") throw dutyRefused("Codes and links of emails are shown on a demo only.");
    const mail = await tx.mailMessage.findUnique({ where: { id }, include: { secrets: { orderBy: { id: "asc" } } } });
    if (!mail) throw notFound("This email");
    const opened = openSecrets(mail.secrets, now);
    if (mail.secrets.length === 0 || opened === null)
      throw new AppError(
        "gone",
        "The code or link was used or has run out, and its key was destroyed. Ask for a new one.",
      );
    return {
      output: { secrets: opened.map(({ name, value }) => ({ name, value })) },
      event: { resource: { type: "mail", id }, after: { shown: opened.map(({ name }) => name) } },
    };
  },
});
