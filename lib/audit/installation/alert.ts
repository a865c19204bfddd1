import "server-only";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { raiseAlert } from "../alerts/raise-alert";
import { ruleBook } from "../detection/rule-book";

const input = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("log"), index: z.string().nullable(), message: z.string().max(300) }),
  z.object({
    kind: z.literal("unknown_people"),
    /** Stands for the address; the address itself stays in the installation's log. */
    address: z.string().max(200),
    newestAt: z.date(),
  }),
]);

/**
 * Alerts an organisation of what stands in the installation's own log, which no organisation reads (A22): that the log is not what was
 * signed, or that unknown people try to sign in. Its administrators get a mail, because they can ask the operator. Nothing of the log
 * itself is told, and the same thing only once.
 */
export const alertOfInstallation = command({
  name: "installation.alert",
  summary: "Tell an organisation what its installation's own log shows",
  permission: "detection:run",
  type: "security_event",
  controls: ["CC7.2", "CC7.3", "CC6.1"],
  input,
  async run(context, found) {
    const { raised, id } =
      found.kind === "log" ? await alertOfLog(context, found) : await alertOfPeople(context, found);
    return { output: { raised }, event: { resource: { type: "alert", id }, after: { kind: found.kind, raised } } };
  },
});

type Found<Kind> = Extract<z.output<typeof input>, { kind: Kind }>;

async function alertOfLog(context: CommandContext, { index, message }: Found<"log">) {
  const title = `The installation's own log is not as it was signed${index === null ? "" : `, from index ${index} on`}`;
  const answer = await raiseAlert(context, {
    ...{ rule: "installation-log", level: "emergency", objectType: "installation", objectId: "log", title },
    ...{ detail: message, href: "/audit/integrity" },
  });
  if (answer.raised) await tellAdministrators(context, title, answer.id);
  return answer;
}

async function alertOfPeople(context: CommandContext, { address, newestAt }: Found<"unknown_people">) {
  const { tx, actor } = context;
  const rule = "unknown-sign-ins";
  const known = await tx.alert.findFirst({
    where: { rule, objectId: address, lastSeenAt: { gte: newestAt } },
    select: { id: true },
  });
  if (known) return { id: known.id, raised: false };
  const { threshold, minutes, level } = (await ruleBook(tx, actor.organizationId)).settings["failed-sign-ins"];
  const title = `${threshold} or more failed sign-ins of unknown people from one address within ${minutes} minutes`;
  const answer = await raiseAlert(context, {
    ...{ rule, level, objectType: "address", objectId: address, title, href: "/audit/detection" },
    detail:
      "The addresses stand in the installation's own log: its operator prints it with npm run export-installation-log -- --show 50.",
  });
  if (answer.raised) await tellAdministrators(context, title, answer.id);
  return answer;
}

async function tellAdministrators({ tx, actor, now }: CommandContext, subject: string, alertId: string): Promise<void> {
  const admins = await tx.membership.findMany({
    where: { active: true, roles: { has: "admin" } },
    select: { person: { select: { email: true } } },
  });
  for (const { person } of admins) {
    const body = `${subject}.\n\nThe operator of the portal sees more with: npm run export-installation-log -- --show 50\n\nCompliance officers handle the alert: ${env.PUBLIC_URL}/audit/alerts/${alertId}\n`;
    const mail = {
      organizationId: actor.organizationId,
      kind: "alert.installation",
      recipient: person.email,
      subject,
      body,
    };
    await queueMail(tx, mail, now);
  }
}
