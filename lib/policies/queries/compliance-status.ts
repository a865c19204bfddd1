import "server-only";
import { z } from "zod";
import { formatLocalDate, localDayOf, parseLocalDate, zoneOf } from "../../platform/calendar";
import { query } from "../../platform/operation/query";
import { dateText, localDateOf } from "../local-day";
import { completionRate, type Duty, isOverdue, onTimeRate } from "../rules";

const expiryDays = 30;

/** Why a figure is null: it is not counted here yet, which is not the same as nothing. */
const notRecorded = {
  trainingRate: "Training is not recorded in this portal yet, so there is nothing to count.",
  violations: "Violations are not recorded in this portal yet, so there is nothing to count.",
  exceptionsExpiring: "Exceptions are not recorded in this portal yet, so there is nothing to count.",
} as const;

/** The organisation's policy figures (P19), computed from rows, each share with both its numbers. */
export const policyFigures = query({
  name: "policy.compliance-status",
  summary: "See how far policies are acknowledged",
  permission: "policy:status",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { timeZone } = await tx.organization.findUniqueOrThrow({
      where: { id: actor.organizationId },
      select: { timeZone: true },
    });
    const zone = zoneOf(timeZone);
    const today = await localDateOf(tx, actor.organizationId, now);
    const limit = formatLocalDate(parseLocalDate(today) + expiryDays);
    const published = await tx.policyVersion.findMany({
      where: { status: "published" },
      select: { id: true, policy: { select: { reviewDate: true, acknowledgementRequired: true } } },
    });
    const reviews = published.flatMap(({ policy }) => (policy.reviewDate ? [dateText(policy.reviewDate)] : []));
    const rows = await tx.policyAssignment.findMany({
      where: { versionId: { in: published.filter((row) => row.policy.acknowledgementRequired).map(({ id }) => id) } },
      select: { personId: true, status: true, dueOn: true, acknowledgement: { select: { acknowledgedAt: true } } },
    });
    const duties = rows.map((row): Duty & { personId: string } => ({
      personId: row.personId,
      status: row.status,
      dueOn: dateText(row.dueOn),
      doneOn: row.acknowledgement
        ? formatLocalDate(localDayOf(zone, row.acknowledgement.acknowledgedAt.getTime()))
        : null,
    }));
    return {
      organizationId: actor.organizationId,
      asOf: now,
      published: published.length,
      /** The review date has come or passed. */
      dueForReview: reviews.filter((date) => date <= today).length,
      expiring30Days: reviews.filter((date) => date > today && date <= limit).length,
      acknowledgementRate: completionRate(duties),
      policyScore: onTimeRate(duties, today),
      overduePeople: new Set(duties.filter((duty) => isOverdue(duty, today)).map(({ personId }) => personId)).size,
      trainingRate: null,
      violations: null,
      exceptionsExpiring: null,
      reasons: notRecorded,
    };
  },
});
export type PolicyFigures = Awaited<ReturnType<typeof policyFigures>>;
