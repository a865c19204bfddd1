import { z } from "zod";
import type { Figure } from "./rules";

const share = z.object({ value: z.number().nullable(), numerator: z.number(), denominator: z.number() });
const unknown = z.object({ value: z.null(), numerator: z.null(), denominator: z.null(), reason: z.string() });

/** P19 as the integration guide's callers read it: snake_case, every share with both numbers, null where nothing is known. */
export const statusWire = z.object({
  organization_id: z.uuid(),
  as_of: z.string(),
  published: z.number(),
  due_for_review: z.number(),
  expiring_30_days: z.number(),
  acknowledgement_rate: share,
  policy_score: share,
  overdue_people: z.number(),
  training_rate: unknown,
  violations: z.null(),
  exceptions_expiring: z.number(),
  unconfirmed_emergencies: z.number(),
  reasons: z.record(z.string(), z.string()),
});

type Figures = {
  organizationId: string;
  asOf: Date;
  published: number;
  dueForReview: number;
  expiring30Days: number;
  acknowledgementRate: Figure;
  policyScore: Figure;
  overduePeople: number;
  exceptionsExpiring: number;
  unconfirmedEmergencies: number;
  reasons: { trainingRate: string; violations: string };
};

/** A share without a denominator has no value, and says so with null. */
const shareOf = ({ rate, numerator, denominator }: Figure) => ({ value: rate, numerator, denominator });

export function statusOnWire(figures: Figures): z.output<typeof statusWire> {
  const { reasons } = figures;
  return {
    organization_id: figures.organizationId,
    as_of: figures.asOf.toISOString(),
    published: figures.published,
    due_for_review: figures.dueForReview,
    expiring_30_days: figures.expiring30Days,
    acknowledgement_rate: shareOf(figures.acknowledgementRate),
    policy_score: shareOf(figures.policyScore),
    overdue_people: figures.overduePeople,
    training_rate: { value: null, numerator: null, denominator: null, reason: reasons.trainingRate },
    violations: null,
    exceptions_expiring: figures.exceptionsExpiring,
    unconfirmed_emergencies: figures.unconfirmedEmergencies,
    reasons: {
      training_rate: reasons.trainingRate,
      violations: reasons.violations,
    },
  };
}
