import type { UserActor } from "@/lib/platform/auth/actor-types";
import type { Role } from "@/lib/platform/auth/roles";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";

export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** An organisation with a manager, two people in their care and a campaign about everybody. */
export async function campaign(roles: readonly Role[] = ["employee", "support_agent"]) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { startReview } = await import("../start-review");
  const organization = await createTestOrganization("Reviewed");
  const officer = organization.person.compliance_officer;
  const manager = await organization.join("Maria Manager", ["employee"]);
  const ann = await organization.join("Ann Able", roles, { managerId: manager.personId, department: "Care" });
  const { id } = await startReview(officer, { title: "Access review <b>Q4</b> 👩‍⚕️", dueOn: inDays(10) });
  const read = <T>(work: Parameters<typeof inTenant<T>>[2]) => inTenant(organization.id, "read", work);
  const rolesOf = (person: UserActor) =>
    read(async (tx) => (await tx.membership.findFirstOrThrow({ where: { personId: person.personId } })).roles);
  const item = (person: UserActor, role: Role) =>
    read((tx) => tx.accessReviewItem.findFirstOrThrow({ where: { reviewId: id, personId: person.personId, role } }));
  const answerRest = () => decideRest(organization, id);
  return { organization, officer, manager, ann, id, read, rolesOf, item, answerRest };
}

/** Keeps whatever is still open, each by its own reviewer. */
async function decideRest(organization: TestOrganization, reviewId: string): Promise<void> {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { decideAccess } = await import("../decide");
  const open = await inTenant(organization.id, "read", (tx) =>
    tx.accessReviewItem.findMany({ where: { reviewId, decision: null, reviewerId: { not: null } } }),
  );
  for (const { reviewerId, personId, role } of open) {
    const reviewer: UserActor = { ...organization.person.employee, personId: reviewerId ?? "" };
    await decideAccess(reviewer, { reviewId, personId, decisions: [{ role, decision: "keep" }] });
  }
}

export const removal = (role: Role) => [{ role, decision: "remove" as const, reason: "Moved to another team." }];

export async function settle(organization: TestOrganization, reviewId: string) {
  const { settleReview } = await import("../settle-review");
  return settleReview(organization.system("settle-access-review"), reviewId, (_, work) => work());
}

/** Changes roles as something outside the campaign does. */
export async function changeDirectly(person: UserActor, change: { roles?: Role[]; active?: boolean }): Promise<void> {
  const { client } = await import("@/lib/platform/db/client");
  await client().membership.updateMany({ where: { personId: person.personId }, data: change });
}
