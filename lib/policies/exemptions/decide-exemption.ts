import "server-only";
import type { Tx } from "../../platform/db/client";
import { AppError, dutyRefused, notFound } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { aboutPerson } from "../../platform/operation/protected";
import { dateText, localDateOf } from "../local-day";
import { actAs, personActing } from "../people";
import { reopenExempted } from "./reopen";
import { decideExemptionInput, exemptionInput } from "./schema";

/** Decides about a request: neither who asked nor whom it is for (P16). Approved, the person's open assignments are exempted. */
export const decideExemption = command({
  name: "policy.decide-exemption",
  summary: "Approve or refuse an exemption somebody else asked for",
  permission: "policy:exemption:decide",
  type: "compliance_control",
  riskLevel: "medium",
  controls: ["CC5.3", "A.5.3"],
  input: decideExemptionInput,
  async run({ tx, actor, now }, { exemptionId, decision, comment }) {
    const approverId = personActing(actor);
    const exemption = await lockExemption(tx, exemptionId);
    if (exemption.requesterId === approverId || exemption.personId === approverId) {
      throw dutyRefused("You asked for this or it is for you, so somebody else must decide. Nothing was changed.");
    }
    if (exemption.status !== "requested")
      throw new AppError("conflict", `Nothing was changed: ${exemption.reference} has been decided.`);
    const today = await localDateOf(tx, actor.organizationId, now);
    if (decision === "approved" && dateText(exemption.expiresOn) < today)
      throw new AppError("conflict", "Nothing was approved: its last day has passed. Ask for a new one.");
    await actAs(tx, approverId);
    await tx.policyExemption.update({
      where: { id: exemptionId },
      data: { status: decision, approverId, decidedAt: now, decisionComment: comment ?? null },
    });
    const exempted =
      decision === "approved" && exemption.personId
        ? await tx.policyAssignment.updateMany({
            where: {
              personId: exemption.personId,
              version: { policyId: exemption.policyId },
              current: true,
              status: { in: ["pending", "overdue"] },
            },
            data: { status: "exempted", closedAt: now },
          })
        : { count: 0 };
    return {
      output: { exemptionId, status: decision },
      event: {
        resource: { type: "policy_exemption", id: exemptionId, label: exemption.reference },
        before: { status: exemption.status },
        after: { status: decision, exempted: exempted.count },
        reason: comment ? aboutPerson(exemption.personId ?? exemption.requesterId, comment) : undefined,
      },
    };
  },
});

/** Ends an approved exemption before its last day: the policy applies again. */
export const endExemption = command({
  name: "policy.end-exemption",
  summary: "End an exemption early",
  permission: "policy:exemption:decide",
  type: "compliance_control",
  controls: ["CC5.3"],
  input: exemptionInput,
  async run({ tx, actor, now }, { exemptionId }) {
    const exemption = await lockExemption(tx, exemptionId);
    if (exemption.status !== "approved")
      throw new AppError("conflict", `Nothing was changed: ${exemption.reference} is not in use.`);
    await tx.policyExemption.update({ where: { id: exemptionId }, data: { status: "ended", endedAt: now } });
    const asked = await reopenExempted(tx, await localDateOf(tx, actor.organizationId, now));
    return {
      output: { exemptionId, asked },
      event: {
        resource: { type: "policy_exemption", id: exemptionId, label: exemption.reference },
        before: { status: "approved" },
        after: { status: "ended", askedAgain: asked },
      },
    };
  },
});

async function lockExemption(tx: Tx, exemptionId: string) {
  await tx.$queryRaw`select 1 from policy_exemption where id = ${exemptionId}::uuid for update`;
  const exemption = await tx.policyExemption.findUnique({ where: { id: exemptionId } });
  if (!exemption) throw notFound("This exemption");
  return exemption;
}
