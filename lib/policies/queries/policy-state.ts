import "server-only";
import { formatLocalDate, localDayOf, parseLocalDate, zoneOf } from "../../platform/calendar";
import type { Tx } from "../../platform/db/client";
import { dateText } from "../local-day";
import type { Duty } from "../rules";

const expiryDays = 30;

export type PublishedPolicy = { versionId: string; policyId: string; number: number; reviewDate: string | null };
export type AssignedDuty = Duty & { id: string; personId: string; versionId: string };

/** What the figures of policies (P19) and the lists behind them are both computed from. */
export async function policyState(tx: Tx, organizationId: string, now: Date) {
  const { timeZone } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { timeZone: true },
  });
  const zone = zoneOf(timeZone);
  const today = formatLocalDate(localDayOf(zone, now.getTime()));
  const limit = formatLocalDate(parseLocalDate(today) + expiryDays);
  const versions = await tx.policyVersion.findMany({
    where: { status: "published" },
    select: {
      id: true,
      policyId: true,
      number: true,
      policy: { select: { reviewDate: true, acknowledgementRequired: true } },
    },
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
  const rows = await tx.policyAssignment.findMany({
    where: { versionId: { in: versions.filter((row) => row.policy.acknowledgementRequired).map(({ id }) => id) } },
    select: {
      id: true,
      personId: true,
      versionId: true,
      status: true,
      dueOn: true,
      acknowledgement: { select: { acknowledgedAt: true } },
    },
  });
  const duties = rows.map(
    ({ acknowledgement, dueOn, ...row }): AssignedDuty => ({
      ...row,
      dueOn: dateText(dueOn),
      doneOn: acknowledgement ? formatLocalDate(localDayOf(zone, acknowledgement.acknowledgedAt.getTime())) : null,
    }),
  );
  return {
    today,
    published,
    /** The review date has come or passed. */
    dueForReview: published.filter(({ reviewDate }) => reviewDate !== null && reviewDate <= today),
    expiring: published.filter(({ reviewDate }) => reviewDate !== null && reviewDate > today && reviewDate <= limit),
    duties,
  };
}
