import "server-only";
import { dropCached } from "../../platform/cache/cached";
import { AppError, notFound } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { aboutPerson } from "../../platform/operation/protected";
import { personActing } from "../people";
import { publishedTextKey } from "../published-text";
import { retireInput } from "../schema";
import { withdrawOpen } from "../withdraw-open";

/** Takes a policy out of force, with what is published of it; receipts and versions stay (P2). */
export const retirePolicy = command({
  name: "policy.retire",
  summary: "Retire a policy",
  permission: "policy:publish",
  type: "policy_change",
  riskLevel: "medium",
  controls: ["CC5.3", "A.5.1"],
  input: retireInput,
  async run({ tx, actor, now, afterCommit }, { policyId, reason }) {
    const retiredById = personActing(actor);
    await tx.$queryRaw`select 1 from policy where id = ${policyId}::uuid for update`;
    const policy = await tx.policy.findUnique({ where: { id: policyId } });
    if (!policy) throw notFound("This policy");
    const published = await tx.policyVersion.findMany({ where: { policyId, status: "published" } });
    if (published.length === 0) throw new AppError("conflict", "Nothing was retired: no version is published.");
    const ids = published.map(({ id }) => id);
    await tx.policyVersion.updateMany({
      where: { id: { in: ids } },
      data: { status: "retired", retiredAt: now, retiredById, retireReason: reason, updatedAt: now },
    });
    const withdrawn = await withdrawOpen(tx, ids, now);
    afterCommit(() => dropCached(publishedTextKey(actor.organizationId, policyId)));
    return {
      output: { policyId, withdrawn },
      event: {
        resource: { type: "policy", id: policyId, label: policy.reference },
        before: { status: "published", versions: published.map(({ number }) => number) },
        after: { status: "retired", withdrawn },
        reason: aboutPerson(retiredById, reason),
      },
    };
  },
});
