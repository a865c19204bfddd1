import "server-only";
import { notFound } from "@/lib/platform/errors";
import { place } from "@/lib/platform/mail/places";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { type OrganizationFacts, organizationFacts } from "./deadline";
import { anotherCode } from "./letters";
import { verifyLink } from "./links";
import { type LockedRequest, lockRequest } from "./lock";
import { mailOf } from "./mail-of";
import { codeMail, codeMinutes, issueCode } from "./one-time-code";
import { requestInput } from "./schema";

/** Another code to the same address; older ones stop working. Said the same way when there is nothing to prove any more. */
export const resendCode = command({
  name: "request.resend-code",
  summary: "Send another one-time code to the address of a request",
  permission: "request:verify",
  type: "privacy_request",
  input: requestInput,
  async run({ tx, actor, now }, { requestId }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw notFound("This request");
    const pending = request.status === "identity_pending";
    if (pending) {
      await sendCode({ tx, now }, await organizationFacts(tx, actor.organizationId), request);
    }
    return {
      output: null,
      event: { resource: { type: "request", id: requestId, label: request.reference }, after: { sent: pending } },
    };
  },
});

/** @throws AppError rate_limited after five codes in a day */
export async function sendCode(
  { tx, now }: Pick<CommandContext, "tx" | "now">,
  organization: OrganizationFacts,
  request: Pick<LockedRequest, "id" | "email" | "reference">,
): Promise<void> {
  const issued = await issueCode(tx, { organizationId: organization.id, requestId: request.id, packageId: null }, now);
  const link = verifyLink(organization.slug, request.id);
  const letter = anotherCode(organization, request.reference, place("code"), codeMinutes, link);
  await queueMail(tx, { ...mailOf(organization, request), kind: "request-code", ...letter, ...codeMail(issued) }, now);
}
