import "server-only";
import { AppError } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { personActing } from "../people";
import { invalidField, lockViolation, memberByEmail, violationResource } from "./find-violation";
import { isSettled, tellingOf } from "./rules";
import { judgeInput } from "./schema";
import { tellOfficers } from "./tell-officers";

/** Says what kind it is, how severe, whom it is about and which policy. Critical from now on: officers are told at once (P18). */
export const judgeViolation = command({
  name: "violation.judge",
  summary: "Say how severe a violation is and whom it is about",
  permission: "violation:handle",
  concerns: { type: "policy_violation", field: "violationId" },
  type: "compliance_control",
  controls: ["CC5.3"],
  input: judgeInput,
  async run({ tx, actor, now }, { violationId, subjectEmail, ...input }) {
    const me = personActing(actor);
    const violation = await lockViolation(tx, actor, violationId);
    if (isSettled(violation.status))
      throw new AppError("conflict", `Nothing was changed: ${violation.reference} is ${violation.status}.`);
    const subjectId = subjectEmail ? await memberByEmail(tx, actor.organizationId, subjectEmail, "subjectEmail") : null;
    if (subjectId !== null && (subjectId === violation.investigatorId || subjectId === me))
      throw invalidField("subjectEmail", "Whom it is about cannot work on it. Let somebody else do this.");
    const { type, severity, policyId = null } = input;
    if (policyId && !(await tx.policy.findUnique({ where: { id: policyId }, select: { id: true } })))
      throw invalidField("policyId", "Choose a policy.");
    const after = { type, severity, subjectId, policyId };
    const changed = await tx.policyViolation.update({
      where: { id: violationId },
      data: { ...after, updatedAt: now },
      omit: { followKeyHash: true },
    });
    if (tellingOf({ severity, reported: false }) === "at_once")
      await tellOfficers(tx, changed, "violation-critical", now);
    return {
      output: { violationId, severity },
      event: {
        resource: violationResource(violation),
        before: {
          type: violation.type,
          severity: violation.severity,
          subjectId: violation.subjectId,
          policyId: violation.policyId,
        },
        after,
      },
    };
  },
});
