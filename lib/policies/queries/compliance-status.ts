import "server-only";
import { z } from "zod";
import type { Tx } from "../../platform/db/client";
import { query } from "../../platform/operation/query";
import { dateColumn } from "../local-day";
import { figure } from "../rules";
import { ViolationSeverity, ViolationStatus } from "../schema";
import { dutiesInForce, isDueSql, isOnTimeSql, isOverdueSql, policyState } from "./policy-state";

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
      trainingRate: await countTraining(tx, today),
      violations: await countViolations(tx),
      exceptionsExpiring: await tx.policyExemption.count({
        where: { status: "approved", expiresOn: { gte: dateColumn(today), lte: dateColumn(limit) } },
      }),
    };
  },
});

/** One person and published course: trained while any round they passed is valid (P17), also when the next was asked already. */
async function countTraining(tx: Tx, today: string) {
  const [counts] = await tx.$queryRaw<{ asked: number; trained: number }[]>`
    select count(*)::int as asked, count(*) filter (where trained)::int as trained from (
      select bool_or(a.status = 'passed' and coalesce(a.valid_until >= ${today}::date, true)) as trained
      from training_assignment a join training_course c on c.id = a.course_id
      where c.status = 'published' and a.status <> 'withdrawn' group by a.course_id, a.person_id) pair`;
  return figure(counts?.trained ?? 0, counts?.asked ?? 0);
}

/** Violations by severity and by state. */
async function countViolations(tx: Tx) {
  const rows = await tx.policyViolation.groupBy({ by: ["severity", "status"], _count: true });
  const sum = (part: "severity" | "status", value: string) =>
    rows.reduce((total, row) => total + (row[part] === value ? row._count : 0), 0);
  return {
    bySeverity: Object.fromEntries(ViolationSeverity.options.map((value) => [value, sum("severity", value)])),
    byStatus: Object.fromEntries(ViolationStatus.options.map((value) => [value, sum("status", value)])),
  };
}

type Counts = { assigned: number; done: number; due: number; onTime: number; overduePeople: number };

async function countDuties(tx: Tx, today: string): Promise<Counts> {
  const [counts] = await tx.$queryRaw<Counts[]>`
    select count(*)::int as assigned, count(d.done_on)::int as done, count(*) filter (where ${isDueSql(today)})::int as due,
      count(*) filter (where ${isDueSql(today)} and ${isOnTimeSql})::int as "onTime",
      count(distinct d.person_id) filter (where ${isOverdueSql(today)})::int as "overduePeople"
    from ${dutiesInForce}`;
  return counts ?? { assigned: 0, done: 0, due: 0, onTime: 0, overduePeople: 0 };
}
