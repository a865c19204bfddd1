import "server-only";
import { isGranted } from "../../platform/auth/permissions";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { dateText } from "../local-day";
import { formerMember, namesOf } from "../people";
import { policyInput } from "../schema";

/** The settings of a policy as its form shows them, and who can own it: whoever may record a review. */
export const policySettings = query({
  name: "policy.settings",
  summary: "See the settings of a policy",
  permission: "policy:settings",
  input: policyInput,
  async run({ tx }, { policyId }) {
    const policy = await tx.policy.findUnique({
      where: { id: policyId },
      include: { versions: { where: { status: { in: ["in_review", "approved"] } }, select: { number: true } } },
    });
    if (!policy) throw notFound("This policy");
    const members = await tx.membership.findMany({
      where: { active: true },
      orderBy: { person: { name: "asc" } },
      select: { roles: true, person: { select: { id: true, name: true } } },
    });
    const owners = members.flatMap(({ roles, person }) => (isGranted("policy:review", roles) ? [person] : []));
    const { id, reference, title, ownerId, type, classification, mandatory, tags } = policy;
    const nameOf = await namesOf(tx, [ownerId]);
    const present = { id: ownerId, name: nameOf(ownerId) };
    return {
      ...{ id, reference, title, ownerId, type, classification, mandatory, tags },
      acknowledgementRequired: policy.acknowledgementRequired,
      reaffirmAfterDays: policy.reaffirmAfterDays,
      approvalsRequired: policy.approvalsRequired,
      reviewDate: policy.reviewDate ? dateText(policy.reviewDate) : null,
      /** The version that waits for approvals or publication: how many approve is fixed meanwhile (P3). */
      waiting: policy.versions[0]?.number ?? null,
      owners: owners.some((owner) => owner.id === ownerId) ? owners : [present, ...owners],
      /** Left the organisation, or may not own a policy any longer: reminders of its review reach nobody. */
      ownerless: present.name === formerMember || !owners.some((owner) => owner.id === ownerId),
    };
  },
});
