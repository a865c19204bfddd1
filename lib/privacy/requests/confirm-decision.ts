import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import { about } from "@/lib/platform/operation/protected";
import { isExecuted } from "./approve";
import { organizationFacts } from "./deadline";
import { requestApproved } from "./events";
import { identityOf } from "./identity";
import { refusal } from "./letters";
import { assertStep, type LockedRequest, requestFor } from "./lock";
import { mailOf } from "./mail-of";
import { confirmInput, returnInput } from "./schema";

type Decision = NonNullable<Awaited<ReturnType<typeof preparedDecision>>>;

function preparedDecision(tx: Tx, requestId: string) {
  return tx.requestDecision.findFirst({ where: { requestId, state: "prepared" } });
}

/** Not by who prepared it (C9); a refusal sends its letter in the same transaction (C7). */
export const confirmDecision = command({
  name: "request.confirm-decision",
  summary: "Confirm what another officer prepared",
  permission: "request:decide",
  type: "privacy_request",
  riskLevel: "high",
  controls: ["P5.1", "P8.1"],
  input: confirmInput,
  async run({ tx, actor, now, emit }, { requestId, decisionId }) {
    const request = await requestFor(tx, requestId, "withdrawn");
    const decision = await decisionOfAnother(tx, actor, requestId, decisionId);
    const decidedById = actor.kind === "user" ? actor.personId : "";
    const decided = { state: "confirmed" as const, decidedById, decidedAt: now };
    if (decision.outcome === "refuse") {
      assertStep(request.status, "refused");
      const sent = await sendRefusal(tx, actor.organizationId, request, decision, now);
      await tx.requestDecision.update({ where: { id: decision.id }, data: { ...decided, ...sent } });
      await tx.dataSubjectRequest.update({ where: { id: requestId }, data: { status: "refused", closedAt: now } });
    } else {
      assertStep(request.status, "approved");
      const identity = await identityOf(tx, request);
      if (!identity.enough && !request.noDoubtReason) {
        throw new AppError("conflict", "The identity no longer reaches the level needed. Nothing was approved.");
      }
      await tx.requestDecision.update({ where: { id: decision.id }, data: decided });
      await tx.dataSubjectRequest.update({ where: { id: requestId }, data: { status: "approved", approvedAt: now } });
      if (isExecuted(request.kind)) emit(requestApproved, { organizationId: actor.organizationId, requestId });
    }
    return {
      output: { outcome: decision.outcome },
      event: {
        resource: { type: "request", id: requestId, label: request.reference },
        before: { status: request.status },
        after: { status: decision.outcome === "refuse" ? "refused" : "approved", preparedBy: decision.preparedById },
      },
    };
  },
});

/** The second person says no: the request goes on as it was, with the reason in the trail. */
export const returnDecision = command({
  name: "request.return-decision",
  summary: "Send back what another officer prepared",
  permission: "request:decide",
  type: "privacy_request",
  controls: ["P5.1", "P8.1"],
  input: returnInput,
  async run({ tx, actor, now }, { requestId, decisionId, reason }) {
    const request = await requestFor(tx, requestId, "withdrawn");
    const decision = await decisionOfAnother(tx, actor, requestId, decisionId);
    await tx.requestDecision.update({
      where: { id: decision.id },
      data: {
        state: "returned",
        decidedById: actor.kind === "user" ? actor.personId : "",
        decidedAt: now,
        returnReason: reason,
      },
    });
    return {
      output: null,
      event: {
        resource: { type: "request", id: requestId, label: request.reference },
        after: { returned: decision.outcome, preparedBy: decision.preparedById },
        reason: about(`subject:${request.subjectId}`, reason),
      },
    };
  },
});

async function decisionOfAnother(tx: Tx, actor: Actor, requestId: string, read?: string): Promise<Decision> {
  const decision = await preparedDecision(tx, requestId);
  if (!decision) throw new AppError("conflict", "No decision waits for a second person. Nothing was changed.");
  if (actor.kind !== "user" || decision.preparedById === actor.personId) {
    throw dutyRefused("You prepared this decision, so somebody else must confirm it. Nothing was changed.");
  }
  if (read && read !== decision.id) {
    throw new AppError(
      "conflict",
      "Another decision was prepared since you read this one. Nothing was changed. Read it first.",
    );
  }
  return decision;
}

async function sendRefusal(tx: Tx, organizationId: string, request: LockedRequest, decision: Decision, now: Date) {
  if (!decision.code || !decision.narrative) throw new AppError("conflict", "The refusal has no ground or text.");
  const organization = await organizationFacts(tx, organizationId);
  const { reference, kind } = request;
  const letter = refusal(organization, { reference, kind, code: decision.code, narrative: decision.narrative });
  const mail = { ...mailOf(organization, request), kind: "request-refused", ...letter };
  return { letter: `${letter.subject}\n\n${letter.body}`, mailId: await queueMail(tx, mail, now) };
}
