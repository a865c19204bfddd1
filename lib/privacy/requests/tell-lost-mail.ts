import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import { organizationFacts } from "./deadline";
import { notDelivered } from "./letters";
import { publicOrigin } from "./links";
import { lockRequest } from "./lock";
import { nameOf } from "./lost-mails";
import { officersThreadOf } from "./mail-of";

/** The officers learn at once that an email did not reach the person, each email once. */
export const tellLostMail = command({
  name: "request.mail-lost",
  summary: "Tell the officers that an email of a request did not arrive",
  permission: "request:execute",
  type: "privacy_request",
  controls: ["P5.1"],
  input: z.object({ requestId: z.uuid(), mailId: z.uuid() }),
  async run({ tx, actor, now }, { requestId, mailId }) {
    const request = await lockRequest(tx, requestId);
    const mail = await tx.mailMessage.findUnique({ where: { id: mailId } });
    if (!request || !mail) throw new AppError("not_found");
    const name = nameOf(mail);
    const row = { organizationId: actor.organizationId, requestId, kind: `lost-${mailId}`, sentAt: now };
    const tells = mail.recipient === request.email && (mail.state === "failed" || mail.state === "expired");
    const told = tells
      ? (await tx.requestReminder.createMany({ data: [row], skipDuplicates: true })).count === 1
      : false;
    if (told) {
      const officers = await tx.membership.findMany({
        where: { roles: { has: "privacy_officer" }, active: true },
        include: { person: { select: { email: true } } },
      });
      const organization = await organizationFacts(tx, actor.organizationId);
      const link = `${publicOrigin()}/privacy/requests/${requestId}`;
      const letter = notDelivered(organization, { reference: request.reference, name, link });
      for (const { person } of officers) {
        const to = { organizationId: organization.id, recipient: person.email, thread: officersThreadOf(requestId) };
        await queueMail(tx, { ...to, kind: "request-mail-lost", ...letter }, now);
      }
    }
    return {
      output: { told },
      event: {
        resource: { type: "request", id: requestId, label: request.reference },
        after: { told, email: name, state: mail.state },
      },
    };
  },
});
