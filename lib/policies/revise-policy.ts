import "server-only";
import { AppError, notFound } from "../platform/errors";
import { newId } from "../platform/ids";
import { command } from "../platform/operation/command";
import { actAs, personWriting } from "./people";
import { policyInput } from "./schema";

/** Begins the next version from the text in force. One version is worked on at a time. */
export const revisePolicy = command({
  name: "policy.revise",
  summary: "Begin the next version of a policy",
  permission: "policy:write",
  type: "policy_change",
  crud: "create",
  controls: ["CC5.3"],
  input: policyInput,
  async run({ tx, actor, now }, { policyId }) {
    await tx.$queryRaw`select 1 from policy where id = ${policyId}::uuid for update`;
    const policy = await tx.policy.findUnique({
      where: { id: policyId },
      include: { versions: { orderBy: { number: "desc" }, include: { audiences: true, sections: true } } },
    });
    if (!policy) throw notFound("This policy");
    const open = policy.versions.find(({ status }) => ["draft", "in_review", "approved"].includes(status));
    if (open) {
      throw new AppError(
        "conflict",
        `Nothing was begun: version ${open.number} is already being worked on. Finish it first.`,
      );
    }
    const next = policy.versions.find(({ status, inForceAt }) => status === "published" && inForceAt === null);
    if (next) {
      throw new AppError(
        "conflict",
        `Nothing was begun: version ${next.number} is published and its day is still to come. Begin after it is in force.`,
      );
    }
    const inForce = policy.versions.find(({ status }) => status === "published");
    if (!inForce) throw new AppError("conflict", "Nothing was begun: no version of this policy is in force.");
    const authorId = personWriting(actor);
    await actAs(tx, authorId);
    const id = newId(now.getTime());
    const number = (policy.versions[0]?.number ?? 0) + 1;
    const { title, description, text, contentSha256, dueDays, requirementIds } = inForce;
    await tx.policyVersion.create({
      data: {
        id,
        organizationId: actor.organizationId,
        policyId,
        number,
        basedOnId: inForce.id,
        title,
        description,
        text,
        contentSha256,
        changeNote: "",
        material: true,
        dueDays,
        requirementIds,
        authorId,
        createdAt: now,
        updatedAt: now,
      },
    });
    await tx.policyAudience.createMany({
      data: inForce.audiences.map((rule) => ({ ...rule, id: newId(now.getTime()), versionId: id })),
    });
    await tx.policySectionMapping.createMany({ data: inForce.sections.map((each) => ({ ...each, versionId: id })) });
    return {
      output: { policyId, versionId: id, number },
      event: {
        resource: { type: "policy_version", id, label: `${policy.reference} version ${number}` },
        after: { policyId, basedOn: inForce.number, contentSha256 },
      },
    };
  },
});
