import "server-only";
import { AppError, notFound } from "@/lib/platform/errors";
import { queueAgain } from "@/lib/platform/mail/queue-again";
import { command } from "@/lib/platform/operation/command";
import { organizationFacts } from "./deadline";
import { lockRequest } from "./lock";
import { lostMails } from "./lost-mails";
import { sendCode } from "./resend-code";
import { requestInput } from "./schema";

/** What did not reach the person goes out once more; instead of a code that has run out, a new one. */
export const sendLostAgain = command({
  name: "request.send-lost-again",
  summary: "Send the emails of a request that did not arrive again",
  permission: "request:decide",
  type: "privacy_request",
  controls: ["P5.1"],
  input: requestInput,
  async run({ tx, actor, now }, { requestId }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw notFound("This request");
    const lost = (await lostMails(tx, request, now)).filter(({ act }) => act !== null);
    if (lost.length === 0) {
      throw new AppError("conflict", "No email of this request waits to be sent again. Nothing was sent.");
    }
    for (const { id, act } of lost) {
      if (act === "code") await sendCode({ tx, now }, await organizationFacts(tx, actor.organizationId), request);
      else
        await queueAgain(
          tx,
          await tx.mailMessage.findUniqueOrThrow({ where: { id }, include: { secrets: true } }),
          now,
        );
    }
    return {
      output: { sent: lost.length },
      event: { resource: { type: "request", id: requestId, label: request.reference }, after: { sent: lost.length } },
    };
  },
});
