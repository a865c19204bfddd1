import "server-only";
import { z } from "zod";
import { query } from "../../platform/operation/query";
import { completionRate, isOverdue, onTimeRate } from "../rules";
import { policyState } from "./policy-state";

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
    const { today, published, dueForReview, expiring, duties } = await policyState(tx, actor.organizationId, now);
    return {
      organizationId: actor.organizationId,
      asOf: now,
      published: published.length,
      /** The review date has come or passed. */
      dueForReview: dueForReview.length,
      expiring30Days: expiring.length,
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
