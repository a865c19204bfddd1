import "server-only";
import { formatLocalDate, parseLocalDate } from "../../platform/calendar";
import type { Tx } from "../../platform/db/client";
import { Prisma } from "../../platform/db/generated/client";
import { inForce } from "../in-force";
import { dateText, localDateOf } from "../local-day";

const expiryDays = 30;

type PublishedPolicy = { versionId: string; policyId: string; number: number; reviewDate: string | null };

/** Policies in force with their review dates, from which figures (P19) and the lists behind them are both computed. */
export async function policyState(tx: Tx, organizationId: string, now: Date) {
  const today = await localDateOf(tx, organizationId, now);
  const limit = formatLocalDate(parseLocalDate(today) + expiryDays);
  const versions = await tx.policyVersion.findMany({
    where: inForce,
    select: { id: true, policyId: true, number: true, policy: { select: { reviewDate: true } } },
    orderBy: { id: "asc" },
  });
  const published = versions.map(
    ({ id, policyId, number, policy }): PublishedPolicy => ({
      versionId: id,
      policyId,
      number,
      reviewDate: policy.reviewDate ? dateText(policy.reviewDate) : null,
    }),
  );
  return {
    today,
    limit,
    published,
    /** The review date has come or passed. */
    dueForReview: published.filter(({ reviewDate }) => reviewDate !== null && reviewDate <= today),
    expiring: published.filter(({ reviewDate }) => reviewDate !== null && reviewDate > today && reviewDate <= limit),
  };
}

/**
 * What is asked of people now: one row per person and version in force. Exempted and withdrawn ones are in no figure (P19). `done_on` is
 * the local day of the acknowledgement. The conditions are `isDue`, `isOnTime` and `isOverdue` of the rules, said in SQL.
 */
export const dutiesInForce = Prisma.sql`(
  select a.id, a.person_id, a.version_id, a.due_on, (k.acknowledged_at at time zone o.time_zone)::date as done_on
  from policy_assignment a join policy_version v on v.id = a.version_id join policy p on p.id = v.policy_id
    join organization o on o.id = a.organization_id left join policy_acknowledgement k on k.id = a.acknowledgement_id
  where v.status = 'published' and v.in_force_at is not null and p.acknowledgement_required and a.current
    and a.status not in ('exempted', 'withdrawn')) d`;

export const isDueSql = (today: string) => Prisma.sql`d.due_on < ${today}::date`;
export const isOnTimeSql = Prisma.sql`coalesce(d.done_on <= d.due_on, false)`;
export const isOverdueSql = (today: string) => Prisma.sql`d.done_on is null and d.due_on < ${today}::date`;
