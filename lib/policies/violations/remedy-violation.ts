import "server-only";
import { mayDo } from "../../platform/auth/actor-types";
import { AppError, dutyRefused, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { dateColumn, localDateOf } from "../local-day";
import { personActing } from "../people";
import { assertMove, invalidField, lockViolation, violationResource } from "./find-violation";
import { aboutViolation } from "./investigate-violation";
import { mayVerify } from "./rules";
import { actionInput, causeInput, finishInput, resolveInput } from "./schema";

/** A corrective action with its owner and day; the first one begins the remedy. */
export const addCorrectiveAction = command({
  name: "violation.add-action",
  summary: "Add a corrective action to a violation",
  permission: "violation:handle",
  concerns: { type: "policy_violation", field: "violationId" },
  type: "compliance_control",
  controls: ["CC5.3", "CC4.2"],
  input: actionInput,
  async run({ tx, actor, now }, { violationId, title, ownerId, dueOn }) {
    personActing(actor);
    const violation = await lockViolation(tx, actor, violationId);
    if (violation.status !== "remediating") assertMove(violation, "remediating");
    if (dueOn < (await localDateOf(tx, actor.organizationId, now)))
      throw invalidField("dueOn", "Choose today or a day to come.");
    const owner = await tx.membership.findFirst({ where: { personId: ownerId, active: true }, select: { id: true } });
    if (!owner) throw invalidField("ownerId", "Choose somebody of the organisation.");
    const id = newId(now.getTime());
    await tx.policyViolationAction.create({
      data: {
        id,
        organizationId: actor.organizationId,
        violationId,
        title,
        ownerId,
        dueOn: dateColumn(dueOn),
        createdAt: now,
      },
    });
    await tx.policyViolation.update({ where: { id: violationId }, data: { status: "remediating", updatedAt: now } });
    return {
      output: { actionId: id },
      event: {
        resource: violationResource(violation),
        before: { status: violation.status },
        after: { status: "remediating", actionId: id, ownerId, dueOn, action: aboutViolation(violation, title) },
      },
    };
  },
});

/** By its owner, or by an officer. */
export const finishCorrectiveAction = command({
  name: "violation.finish-action",
  summary: "Finish a corrective action",
  permission: "violation:act",
  type: "compliance_control",
  controls: ["CC4.2"],
  input: finishInput,
  async run({ tx, actor, now }, { actionId }) {
    const me = personActing(actor);
    const handles = mayDo(actor, "violation:handle");
    const action = await tx.policyViolationAction.findFirst({
      where: { id: actionId, ...(handles ? {} : { ownerId: me }) },
      include: { violation: { select: { id: true, reference: true, subjectId: true } } },
    });
    if (!action || (handles && action.ownerId !== me && action.violation.subjectId === me))
      throw notFound("This action");
    const { count } = await tx.policyViolationAction.updateMany({
      where: { id: actionId, doneAt: null },
      data: { doneAt: now, doneById: me },
    });
    if (count === 0) throw new AppError("conflict", "Nothing was changed: this action was finished already.");
    return {
      output: { actionId },
      event: { resource: violationResource(action.violation), after: { actionId, done: true } },
    };
  },
});

export const recordRootCause = command({
  name: "violation.record-cause",
  summary: "Record how a violation could happen",
  permission: "violation:handle",
  concerns: { type: "policy_violation", field: "violationId" },
  type: "compliance_control",
  controls: ["CC5.3"],
  input: causeInput,
  async run({ tx, actor, now }, { violationId, rootCause }) {
    personActing(actor);
    const violation = await lockViolation(tx, actor, violationId);
    if (violation.status !== "confirmed" && violation.status !== "remediating")
      throw new AppError("conflict", `Nothing was changed: ${violation.reference} is ${violation.status}.`);
    await tx.policyViolation.update({ where: { id: violationId }, data: { rootCause, updatedAt: now } });
    return {
      output: { violationId },
      event: { resource: violationResource(violation), after: { rootCause: aboutViolation(violation, rootCause) } },
    };
  },
});

/** A second person saw that the actions worked: neither who investigated nor whom it is about (P18, in the database too). */
export const resolveViolation = command({
  name: "violation.resolve",
  summary: "Verify the actions of a violation and resolve it",
  permission: "violation:handle",
  concerns: { type: "policy_violation", field: "violationId" },
  type: "compliance_control",
  riskLevel: "medium",
  controls: ["CC5.3", "CC4.2", "A.5.3"],
  input: resolveInput,
  async run({ tx, actor, now }, { violationId, verification }) {
    const me = personActing(actor);
    const violation = await lockViolation(tx, actor, violationId);
    assertMove(violation, "resolved");
    if (!mayVerify(violation, me))
      throw dutyRefused("You investigated it, so somebody else must verify. Nothing was changed.");
    if (!violation.rootCause) throw new AppError("conflict", "Nothing was changed: write first how it could happen.");
    const open = await tx.policyViolationAction.count({ where: { violationId, doneAt: null } });
    if (open > 0)
      throw new AppError(
        "conflict",
        `Nothing was changed: ${open} ${open === 1 ? "action is" : "actions are"} not done.`,
      );
    await tx.policyViolation.update({
      where: { id: violationId },
      data: { status: "resolved", verifierId: me, verification, resolvedAt: now, updatedAt: now },
    });
    return {
      output: { violationId, status: "resolved" },
      event: {
        resource: violationResource(violation),
        before: { status: violation.status },
        after: { status: "resolved", verifierId: me },
        reason: aboutViolation(violation, verification),
      },
    };
  },
});
