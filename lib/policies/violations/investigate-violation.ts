import "server-only";
import { pseudonymOf } from "../../platform/crypto/pseudonym";
import { AppError, dutyRefused } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { about, aboutPerson } from "../../platform/operation/protected";
import { personActing } from "../people";
import { assertMove, invalidField, lockViolation, violationResource } from "./find-violation";
import { isSettled, mayInvestigate } from "./rules";
import { decideInput, investigateInput } from "./schema";

/** What is written about a violation stands under the key of whom it is about; of nobody yet, under its own. */
export const aboutViolation = (violation: { id: string; subjectId: string | null }, text: string) =>
  violation.subjectId ? aboutPerson(violation.subjectId, text) : about(pseudonymOf("violation", violation.id), text);

/** Begins, or hands over, an investigation; never to whom it is about (P18, in the database too). */
export const investigateViolation = command({
  name: "violation.investigate",
  summary: "Begin to investigate a violation",
  permission: "violation:handle",
  concerns: { type: "policy_violation", field: "violationId" },
  type: "compliance_control",
  controls: ["CC5.3", "A.5.3"],
  input: investigateInput,
  async run({ tx, actor, now }, { violationId, investigatorId }) {
    const me = personActing(actor);
    const violation = await lockViolation(tx, actor, violationId);
    if (isSettled(violation.status))
      throw new AppError("conflict", `Nothing was changed: ${violation.reference} is ${violation.status}.`);
    // After the decision it would only free whoever investigated to verify their own work.
    if (violation.status !== "open" && violation.status !== "investigating")
      throw new AppError(
        "conflict",
        `Nothing was changed: ${violation.reference} has been decided, so its investigation is not handed over any more.`,
      );
    const chosen = investigatorId ?? me;
    if (!mayInvestigate(violation, chosen))
      throw dutyRefused("It is about this person, so somebody else must investigate. Nothing was changed.");
    const officer = await tx.membership.findFirst({
      where: { personId: chosen, active: true, roles: { has: "compliance_officer" } },
      select: { personId: true },
    });
    if (!officer) throw invalidField("investigatorId", "Choose a compliance officer.");
    const status = violation.status === "open" ? ("investigating" as const) : violation.status;
    await tx.policyViolation.update({
      where: { id: violationId },
      data: { investigatorId: chosen, status, updatedAt: now },
    });
    return {
      output: { violationId, status },
      event: {
        resource: violationResource(violation),
        before: { status: violation.status, investigatorId: violation.investigatorId },
        after: { status, investigatorId: chosen },
      },
    };
  },
});

/** Confirmed or dismissed, by whoever investigated, with what was found. */
export const decideViolation = command({
  name: "violation.decide",
  summary: "Confirm or dismiss a violation",
  permission: "violation:handle",
  concerns: { type: "policy_violation", field: "violationId" },
  type: "compliance_control",
  riskLevel: "medium",
  controls: ["CC5.3"],
  input: decideInput,
  async run({ tx, actor, now }, { violationId, decision, reason }) {
    const me = personActing(actor);
    const violation = await lockViolation(tx, actor, violationId);
    assertMove(violation, decision);
    if (violation.investigatorId !== me)
      throw dutyRefused("Whoever investigated it decides. Take it over first. Nothing was changed.");
    await tx.policyViolation.update({
      where: { id: violationId },
      data: { status: decision, decisionReason: reason, decidedAt: now, updatedAt: now },
    });
    return {
      output: { violationId, status: decision },
      event: {
        resource: violationResource(violation),
        before: { status: violation.status },
        after: { status: decision },
        reason: aboutViolation(violation, reason),
      },
    };
  },
});
