import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { notFound } from "@/lib/platform/errors";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import { optional } from "@/lib/platform/text";
import { organizationFacts } from "./deadline";
import { withdrawn } from "./letters";
import { linkedResource } from "./links";
import { requestFor } from "./lock";
import { mailOf } from "./mail-of";

/** By its subject, through the link or signed in, as long as it is not closed (C13). An unfinished package is not delivered. */
export const withdrawRequest = command({
  name: "request.withdraw",
  summary: "Withdraw one's own request",
  permission: "request:withdraw",
  type: "privacy_request",
  controls: ["P5.1"],
  input: z.object({ requestId: optional(z.uuid()) }),
  async run({ tx, actor, now }, input) {
    const id = await ownRequestId(tx, actor, input.requestId);
    const request = await requestFor(tx, id, "withdrawn");
    await tx.dataSubjectRequest.update({ where: { id }, data: { status: "withdrawn", closedAt: now } });
    const organization = await organizationFacts(tx, actor.organizationId);
    const letter = withdrawn(organization, request.reference);
    const mail = { ...mailOf(organization, request), kind: "request-withdrawn", ...letter };
    await queueMail(tx, mail, now);
    return {
      output: { reference: request.reference },
      event: {
        resource: { type: "request", id, label: request.reference },
        before: { status: request.status },
        after: { status: "withdrawn" },
      },
    };
  },
});

async function ownRequestId(tx: Tx, actor: Actor, id: string | undefined): Promise<string> {
  if (actor.kind === "subject") return (await linkedResource(tx, actor, "request")).id;
  const personId = actor.kind === "user" ? actor.personId : null;
  const own = id && personId ? await tx.dataSubjectRequest.findFirst({ where: { id, personId } }) : null;
  if (!own) throw notFound("This request");
  return own.id;
}
