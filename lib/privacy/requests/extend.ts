import "server-only";
import { AppError, notFound } from "@/lib/platform/errors";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import { about } from "@/lib/platform/operation/protected";
import { isFinal, isOverdue } from "../rules";
import { localDateOf, organizationFacts, recount } from "./deadline";
import { extension } from "./letters";
import { lockRequest } from "./lock";
import { mailOf } from "./mail-of";
import { extendInput } from "./schema";

/** Once, before the first period ends, for complexity or number, with the notice in the same transaction [12(3)]. */
export const extendRequest = command({
  name: "request.extend",
  summary: "Extend the time to answer a request",
  permission: "request:decide",
  type: "privacy_request",
  riskLevel: "medium",
  controls: ["P5.1"],
  input: extendInput,
  async run({ tx, actor, now }, { requestId, months, reason }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw notFound("This request");
    if (isFinal(request.status)) throw new AppError("conflict", "This request is closed. Nothing was changed.");
    if (request.extendedMonths > 0)
      throw new AppError("conflict", "It was extended once already. Nothing was changed.");
    if (isOverdue(request.endsAt?.toISOString() ?? null, now.toISOString())) {
      throw new AppError("conflict", "The first period has passed, so it cannot be extended. Nothing was changed.");
    }
    if (request.regulation === "ccpa" && months > 1) {
      throw new AppError("invalid", "Under the CCPA the time is extended by 45 days once. Choose one.");
    }
    await tx.dataSubjectRequest.update({
      where: { id: requestId },
      data: { extendedMonths: months, extensionReason: reason },
    });
    const organization = await organizationFacts(tx, actor.organizationId);
    const dates = await recount(tx, organization, { ...request, extendedMonths: months });
    const due = localDateOf(dates.dueDate);
    const letter = extension(organization, { reference: request.reference, due, reason });
    const mail = { ...mailOf(organization, request), kind: "request-extended", ...letter };
    await queueMail(tx, mail, now);
    return {
      output: { dueDate: due },
      event: {
        resource: { type: "request", id: requestId, label: request.reference },
        before: { dueDate: localDateOf(request.dueDate) },
        after: { dueDate: due, months },
        reason: about(`subject:${request.subjectId}`, reason),
      },
    };
  },
});
