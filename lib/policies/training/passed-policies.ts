import "server-only";
import type { Tx } from "../../platform/db/client";
import { dateColumn, localDateOf } from "../local-day";

/** Versions a person is asked to acknowledge whose policy demands this course: what passing it leads to (P15). */
export async function waitingPolicies(tx: Tx, policyIds: readonly string[], personId: string) {
  const rows = await tx.policyAssignment.findMany({
    where: {
      personId,
      current: true,
      status: { in: ["pending", "overdue"] },
      version: { policyId: { in: [...policyIds] }, status: "published" },
    },
    orderBy: { dueOn: "asc" },
    select: {
      version: { select: { id: true, number: true, title: true, policy: { select: { id: true, reference: true } } } },
    },
  });
  return rows.map(({ version: { policy, ...version } }) => ({
    policyId: policy.id,
    reference: policy.reference,
    versionId: version.id,
    number: version.number,
    title: version.title,
  }));
}
export type WaitingPolicy = Awaited<ReturnType<typeof waitingPolicies>>[number];

/** Whether somebody holds a passed course, still valid on that day, that belongs to this policy. */
export async function hasPassedFor(
  tx: Tx,
  { policyId, personId, organizationId, at }: { policyId: string; personId: string; organizationId: string; at: Date },
): Promise<boolean> {
  const today = dateColumn(await localDateOf(tx, organizationId, at));
  const passed = await tx.trainingAssignment.count({
    where: { personId, status: "passed", validUntil: { gte: today }, course: { policyIds: { has: policyId } } },
  });
  return passed > 0;
}
