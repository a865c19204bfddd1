import type { PolicyMatch, SlaMetric, SupportTier, TargetTable, TicketCategory, TicketPriority } from "./schema";

export type MatchablePolicy = { position: number; isDefault: boolean; active: boolean; match: PolicyMatch };
type Facts = { tier: SupportTier; category: TicketCategory; company: string | null };

/**
 * The policy a ticket is judged by: the first by position whose lists all say yes, else the default (S8).
 * Null = no SLA, and the ticket says so.
 */
export function firstMatch<Policy extends MatchablePolicy>(policies: readonly Policy[], facts: Facts): Policy | null {
  const active = policies.filter((policy) => policy.active);
  const ordered = active.filter((policy) => !policy.isDefault).toSorted((a, b) => a.position - b.position);
  return ordered.find((policy) => matches(policy.match, facts)) ?? active.find((policy) => policy.isDefault) ?? null;
}

function matches(match: PolicyMatch, { tier, category, company }: Facts): boolean {
  return (
    includes(match.tiers, tier) &&
    includes(match.categories, category) &&
    (match.companies.length === 0 || (company !== null && match.companies.includes(company)))
  );
}

function includes<T>(list: readonly T[], value: T): boolean {
  return list.length === 0 || list.includes(value);
}

/** The target of a cell in seconds, or null when this metric is not measured there (S6, S14). */
export function targetSecondsOf(
  table: TargetTable,
  priority: TicketPriority,
  tier: SupportTier,
  metric: SlaMetric,
): number | null {
  const minutes = table[priority]?.[tier]?.[metric] ?? null;
  return minutes === null ? null : minutes * 60;
}
