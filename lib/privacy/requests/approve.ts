import "server-only";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { about } from "@/lib/platform/operation/protected";
import type { RequestKind } from "../schema";
import { requestApproved } from "./events";
import { identityOf } from "./identity";
import { requestFor } from "./lock";
import { needsSecondPerson } from "./rules";
import { approveInput, executedKinds } from "./schema";

/**
 * Approves at once, or prepares the approval where four eyes are asked for (C9). Needs the level of the matrix or a
 * recorded reason why there is no reasonable doubt (C4, C6). A contact that never answered is no identity at all.
 */
export const approveRequest = command({
  name: "request.approve",
  summary: "Approve a request, or prepare its approval for a second person",
  permission: "request:decide",
  type: "privacy_request",
  riskLevel: "medium",
  controls: ["P5.1", "P8.1"],
  input: approveInput,
  async run({ tx, actor, now, emit }, { requestId, noDoubtReason }) {
    const request = await requestFor(tx, requestId, "approved");
    const identity = await identityOf(tx, request);
    if (!identity.enough && !noDoubtReason) {
      throw new AppError(
        "conflict",
        `The identity is proven to ${identity.reached}, this request needs ${identity.required}. Nothing was approved: record why there is no reasonable doubt, or refuse.`,
      );
    }
    const waits = needsSecondPerson(request.kind, "approve");
    const preparedById = actor.kind === "user" ? actor.personId : "";
    if (await tx.requestDecision.findFirst({ where: { requestId, state: "prepared" } })) throw alreadyPrepared();
    await tx.requestDecision.create({
      data: {
        id: newId(now.getTime()),
        organizationId: actor.organizationId,
        requestId,
        outcome: "approve",
        state: waits ? "prepared" : "confirmed",
        preparedById,
        preparedAt: now,
        decidedById: waits ? null : preparedById,
        decidedAt: waits ? null : now,
      },
    });
    const data = waits ? { noDoubtReason } : { noDoubtReason, status: "approved" as const, approvedAt: now };
    await tx.dataSubjectRequest.update({ where: { id: requestId }, data });
    if (!waits && isExecuted(request.kind)) emit(requestApproved, { organizationId: actor.organizationId, requestId });
    return {
      output: { waits },
      event: {
        resource: { type: "request", id: requestId, label: request.reference },
        before: { status: request.status },
        after: { status: waits ? request.status : "approved", waitsForSecondPerson: waits, level: identity.reached },
        reason: noDoubtReason && about(`subject:${request.subjectId}`, noDoubtReason),
      },
    };
  },
});

export const isExecuted = (kind: RequestKind) => executedKinds.includes(kind);

export const alreadyPrepared = () =>
  new AppError("conflict", "A decision is prepared already and waits for its second person. Nothing was changed.");
