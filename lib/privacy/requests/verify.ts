import "server-only";
import { notFound } from "@/lib/platform/errors";
import { place } from "@/lib/platform/mail/places";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { canTransition } from "../rules";
import { dateOf, localDateOf, organizationFacts, recount, today } from "./deadline";
import { confirmed } from "./letters";
import { followLink, grantLink, linkSecret } from "./links";
import { lockRequest } from "./lock";
import { mailOf } from "./mail-of";
import { earlierRequest, personByAddress } from "./match";
import { tryCode } from "./one-time-code";
import { codeInput } from "./schema";

const year = 365 * 24 * 60 * 60_000;

export type Verified = { proven: true; token: string } | { proven: false; triesLeft: number };

/**
 * The address answers (C4): L1. A wrong code is an answer, not an error, so that the try counts. The person is looked up
 * only now, and the result shows nowhere in public (C10).
 */
export const verifyRequest = command({
  name: "request.verify",
  summary: "Prove the address of a request by its one-time code",
  permission: "request:verify",
  type: "privacy_request",
  controls: ["P5.1"],
  input: codeInput,
  async run({ tx, actor, now }: CommandContext, { requestId, code }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw notFound("This request");
    const resource = { type: "request", id: request.id, label: request.reference };
    const purpose = { organizationId: actor.organizationId, requestId, packageId: null };
    const answer = await tryCode(tx, purpose, code, now);
    if (!answer.right || !canTransition(request.status, "in_review")) {
      const triesLeft = answer.right ? 0 : answer.triesLeft;
      return {
        output: { proven: false, triesLeft } as Verified,
        event: { resource, after: { proven: false, triesLeft } },
      };
    }
    const organization = await organizationFacts(tx, actor.organizationId);
    await tx.requestPause.updateMany({
      where: { requestId, reason: "identity", toDate: null },
      data: { toDate: dateOf(today(now, organization.timeZone)) },
    });
    const person = await personByAddress(tx, request.email);
    const earlier = await earlierRequest(tx, request);
    await tx.dataSubjectRequest.update({
      where: { id: requestId },
      data: {
        status: "in_review",
        level: "L1",
        verifiedAt: now,
        personId: person?.id ?? request.personId,
        linkedToId: earlier?.id,
      },
    });
    const dates = await recount(tx, organization, { ...request, linkedToId: earlier?.id ?? null });
    const { subjectId } = request;
    const expiresAt = new Date(now.getTime() + year);
    const link = {
      organizationId: organization.id,
      kind: "request",
      subjectId,
      resourceId: requestId,
      expiresAt,
    } as const;
    const { token } = await grantLink(tx, link, now);
    // The mail has a link of its own: this one is opened at once, while the mail is still on its way.
    const mailed = await grantLink(tx, link, now);
    const letter = confirmed(organization, request.reference, localDateOf(dates.dueDate), place("link"));
    const secrets = [linkSecret(followLink(organization.slug, mailed.token), mailed, expiresAt)];
    const mail = { ...mailOf(organization, request), kind: "request-confirmed", secrets, ...letter };
    await queueMail(tx, mail, now);
    return {
      output: { proven: true, token } as Verified,
      event: {
        resource,
        before: { status: request.status },
        after: {
          proven: true,
          status: "in_review",
          level: "L1",
          dueDate: localDateOf(dates.dueDate),
          linkedTo: earlier?.id ?? null,
        },
      },
    };
  },
});
