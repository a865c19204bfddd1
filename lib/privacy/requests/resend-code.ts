import "server-only";
import { notFound } from "@/lib/platform/errors";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import { organizationFacts } from "./deadline";
import { anotherCode } from "./letters";
import { verifyLink } from "./links";
import { lockRequest } from "./lock";
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
      const organization = await organizationFacts(tx, actor.organizationId);
      const code = await issueCode(tx, { organizationId: organization.id, requestId, packageId: null }, now);
      const link = verifyLink(organization.slug, requestId);
      const letter = anotherCode(organization, request.reference, code, codeMinutes, link);
      const mail = { ...mailOf(organization, request), kind: "request-code", ...letter, ...codeMail(now) };
      await queueMail(tx, mail, now);
    }
    return {
      output: null,
      event: { resource: { type: "request", id: requestId, label: request.reference }, after: { sent: pending } },
    };
  },
});
