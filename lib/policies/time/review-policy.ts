import "server-only";
import { AppError, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { aboutPerson } from "../../platform/operation/protected";
import { inForce } from "../in-force";
import { dateColumn, dateText, localDateOf } from "../local-day";
import { actAs, personActing } from "../people";
import { reviewPolicyInput } from "../schema";

/** Records that a policy was looked at and stays as it is, and when it is looked at next (P7). */
export const reviewPolicy = command({
  name: "policy.review",
  summary: "Record a review without a change",
  permission: "policy:review",
  type: "policy_change",
  controls: ["A.5.1", "CC5.3"],
  input: reviewPolicyInput,
  async run({ tx, actor, now }, input) {
    const reviewerId = personActing(actor);
    await tx.$queryRaw`select 1 from policy where id = ${input.policyId}::uuid for update`;
    const policy = await tx.policy.findUnique({ where: { id: input.policyId } });
    if (!policy) throw notFound("This policy");
    const version = await tx.policyVersion.findFirst({ where: { policyId: policy.id, ...inForce } });
    if (!version) throw new AppError("conflict", "Nothing was recorded: no version of this policy is in force.");
    const today = await localDateOf(tx, actor.organizationId, now);
    if (input.nextReviewDate <= today) {
      throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
        fieldErrors: { nextReviewDate: ["Choose a day after today."] },
      });
    }
    const id = newId(now.getTime());
    await actAs(tx, reviewerId);
    await tx.policyReviewRecord.create({
      data: {
        id,
        organizationId: actor.organizationId,
        policyId: policy.id,
        versionId: version.id,
        reviewerId,
        note: input.note,
        reviewedOn: dateColumn(today),
        nextReviewDate: dateColumn(input.nextReviewDate),
        recordedAt: now,
      },
    });
    await tx.policy.update({ where: { id: policy.id }, data: { reviewDate: dateColumn(input.nextReviewDate) } });
    return {
      output: { id, policyId: policy.id, nextReviewDate: input.nextReviewDate },
      event: {
        resource: { type: "policy", id: policy.id, label: `${policy.reference} version ${version.number}` },
        before: { reviewDate: policy.reviewDate ? dateText(policy.reviewDate) : null },
        after: { reviewDate: input.nextReviewDate, changed: false },
        reason: aboutPerson(reviewerId, input.note),
      },
    };
  },
});
