import { z } from "zod";
import type { Figure } from "./rules";

const share = z.object({ value: z.number().nullable(), numerator: z.number(), denominator: z.number() });
const counts = z.record(z.string(), z.number());

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
  training_rate: share,
  violations: z.object({ by_severity: counts, by_status: counts }),
  exceptions_expiring: z.number(),
  unconfirmed_emergencies: z.number(),
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
  trainingRate: Figure;
  violations: { bySeverity: Record<string, number>; byStatus: Record<string, number> };
};

/** A share without a denominator has no value, and says so with null. */
const shareOf = ({ rate, numerator, denominator }: Figure) => ({ value: rate, numerator, denominator });

export function statusOnWire(figures: Figures): z.output<typeof statusWire> {
  return {
    organization_id: figures.organizationId,
    as_of: figures.asOf.toISOString(),
    published: figures.published,
    due_for_review: figures.dueForReview,
    expiring_30_days: figures.expiring30Days,
    acknowledgement_rate: shareOf(figures.acknowledgementRate),
    policy_score: shareOf(figures.policyScore),
    overdue_people: figures.overduePeople,
    training_rate: shareOf(figures.trainingRate),
    violations: { by_severity: figures.violations.bySeverity, by_status: figures.violations.byStatus },
    exceptions_expiring: figures.exceptionsExpiring,
    unconfirmed_emergencies: figures.unconfirmedEmergencies,
  };
}
