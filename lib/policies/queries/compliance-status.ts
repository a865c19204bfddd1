import "server-only";
import { z } from "zod";
import type { Tx } from "../../platform/db/client";
import { query } from "../../platform/operation/query";
import { dateColumn } from "../local-day";
import { figure } from "../rules";
import { dutiesInForce, isDueSql, isOnTimeSql, isOverdueSql, policyState } from "./policy-state";

/** Why a figure is null: it is not counted here yet, which is not the same as nothing. */
const notRecorded = {
  trainingRate: "Training is not recorded in this portal yet, so there is nothing to count.",
  violations: "Violations are not recorded in this portal yet, so there is nothing to count.",
} as const;

/** The organisation's policy figures (P19), counted by the database, each share with both its numbers. */
export const policyFigures = query({
  name: "policy.compliance-status",
  summary: "See how far policies are acknowledged",
  permission: "policy:status",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { today, limit, published, dueForReview, expiring } = await policyState(tx, actor.organizationId, now);
    const counts = await countDuties(tx, today);
    const emergencies = await tx.policyVersion.count({
      where: { status: "published", emergencyUntil: { gt: now }, emergencyConfirmedAt: null },
    });
    return {
      organizationId: actor.organizationId,
      asOf: now,
      published: published.length,
      /** The review date has come or passed. */
      dueForReview: dueForReview.length,
      expiring30Days: expiring.length,
      /** Published without an approval, and still waiting for the second person (P4). */
      unconfirmedEmergencies: emergencies,
      acknowledgementRate: figure(counts.done, counts.assigned),
      policyScore: figure(counts.onTime, counts.due),
      overduePeople: counts.overduePeople,
      trainingRate: null,
      violations: null,
      exceptionsExpiring: await tx.policyExemption.count({
        where: { status: "approved", expiresOn: { gte: dateColumn(today), lte: dateColumn(limit) } },
      }),
      reasons: notRecorded,
    };
  },
});
export type PolicyFigures = Awaited<ReturnType<typeof policyFigures>>;

type Counts = { assigned: number; done: number; due: number; onTime: number; overduePeople: number };

async function countDuties(tx: Tx, today: string): Promise<Counts> {
  const [counts] = await tx.$queryRaw<Counts[]>`
    select count(*)::int as assigned, count(d.done_on)::int as done, count(*) filter (where ${isDueSql(today)})::int as due,
      count(*) filter (where ${isDueSql(today)} and ${isOnTimeSql})::int as "onTime",
      count(distinct d.person_id) filter (where ${isOverdueSql(today)})::int as "overduePeople"
    from ${dutiesInForce}`;
  return counts ?? { assigned: 0, done: 0, due: 0, onTime: 0, overduePeople: 0 };
}
