import "server-only";
import { LRUCache } from "lru-cache";
import type { Tx } from "@/lib/platform/db/client";
import type { SlaCalendarVersion, SlaPause, SlaPolicyVersion } from "@/lib/platform/db/generated/client";
import {
  calendarHours,
  policyMatch,
  type SlaMetric,
  type SupportTier,
  type TargetTable,
  type TicketCategory,
  type TicketPriority,
  targetTable,
} from "../schema";
import type { Calendar, Pause } from "../sla-clock";
import { firstMatch, targetSecondsOf } from "../sla-policy";

/** Versions never change, so a calendar is compiled once per process. */
const calendars = new LRUCache<string, Calendar>({ max: 1000 });

export function calendarOf(row: Pick<SlaCalendarVersion, "id" | "timeZone" | "hours" | "holidays">): Calendar {
  const known = calendars.get(row.id);
  if (known) return known;
  const calendar = { timeZone: row.timeZone, hours: calendarHours.parse(row.hours), holidays: row.holidays };
  calendars.set(row.id, calendar);
  return calendar;
}

export type PolicyWithCalendars = SlaPolicyVersion & {
  calendar: SlaCalendarVersion;
  emergencyCalendar: SlaCalendarVersion;
};

const withCalendars = { calendar: true, emergencyCalendar: true } as const;

/** The newest version of each policy, with the calendars it names. */
export async function currentPolicies(tx: Tx, organizationId: string): Promise<PolicyWithCalendars[]> {
  const rows = await tx.slaPolicyVersion.findMany({
    where: { organizationId },
    distinct: ["policyId"],
    orderBy: [{ policyId: "asc" }, { version: "desc" }],
    include: withCalendars,
  });
  return rows.toSorted((a, b) => Number(a.isDefault) - Number(b.isDefault) || a.position - b.position);
}

export type Judgement = { policy: PolicyWithCalendars; targets: TargetTable };

export async function chooseJudgement(
  tx: Tx,
  organizationId: string,
  facts: { tier: SupportTier; category: TicketCategory; company: string | null },
): Promise<Judgement | null> {
  const policies = await currentPolicies(tx, organizationId);
  const chosen = firstMatch(
    policies.map((policy) => ({ ...policy, match: policyMatch.parse(policy.match) })),
    facts,
  );
  const policy = policies.find((each) => each.id === chosen?.id);
  return policy ? { policy, targets: targetTable.parse(policy.targets) } : null;
}

/** What a ticket was judged by when it was opened or re-computed (S7). */
export async function keptJudgement(tx: Tx, policyVersionId: string | null): Promise<Judgement | null> {
  if (policyVersionId === null) return null;
  const policy = await tx.slaPolicyVersion.findUnique({ where: { id: policyVersionId }, include: withCalendars });
  return policy ? { policy, targets: targetTable.parse(policy.targets) } : null;
}

/** Emergencies run by the policy's emergency calendar, everything else in business hours. */
export function calendarRowFor({ policy }: Judgement, priority: TicketPriority): SlaCalendarVersion {
  return priority === "emergency" ? policy.emergencyCalendar : policy.calendar;
}

export function targetFor(
  { targets }: Judgement,
  metric: SlaMetric,
  { priority, tier }: { priority: TicketPriority; tier: SupportTier },
): number | null {
  return targetSecondsOf(targets, priority, tier, metric);
}

/**
 * The pauses a metric knows: waiting for the customer stops resolution, and first response only if the policy says so
 * (S10, S12); the time a ticket was over before it was reopened stops all (S11).
 */
export function pausesFor(
  metric: SlaMetric,
  rows: readonly Pick<SlaPause, "kind" | "startedAt" | "endedAt">[],
  pausesFirstResponse: boolean,
): Pause[] {
  const waitingCounts = metric === "resolution" || (metric === "first_response" && pausesFirstResponse);
  return rows
    .filter((row) => row.kind === "resolved" || waitingCounts)
    .map((row) => ({ from: row.startedAt.toISOString(), to: row.endedAt?.toISOString() ?? null }));
}
