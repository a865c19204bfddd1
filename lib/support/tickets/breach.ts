import "server-only";
import type { SlaClock } from "@/lib/platform/db/generated/client";
import type { CommandContext } from "@/lib/platform/operation/context";
import { slaBreached } from "../events";
import { slaMetricLabels } from "../schema";
import { outcomeOf } from "../sla-rules";
import { tellDesk } from "./desk-mail";
import type { HeldTicket } from "./held-ticket";

/** Whether a clock still counts: neither ended nor out of the statistics. */
export function isRunning(clock: Pick<SlaClock, "endedAt" | "voidedAt">): boolean {
  return clock.endedAt === null && clock.voidedAt === null;
}

/** Breach is decided by comparing times: whoever looks first writes it, at due, once (S15). */
export async function recordPassedDueTimes(
  context: CommandContext,
  held: Pick<HeldTicket, "ticket" | "clocks" | "at">,
): Promise<SlaClock[]> {
  const clocks: SlaClock[] = [];
  for (const clock of held.clocks) clocks.push(await recordIfPassed(context, held, clock));
  return clocks;
}

async function recordIfPassed(
  context: CommandContext,
  { ticket, at }: Pick<HeldTicket, "ticket" | "at">,
  clock: SlaClock,
): Promise<SlaClock> {
  if (!isRunning(clock) || clock.breachedAt !== null || clock.dueAt === null) return clock;
  const outcome = outcomeOf({ dueAt: clock.dueAt.toISOString(), completedAt: null, now: at.toISOString() });
  if (outcome.state !== "breached") return clock;
  const { tx } = context;
  const breached = await tx.slaClock.update({
    where: { id: clock.id },
    data: { breachedAt: clock.dueAt, detectedAt: at, changedAt: at },
  });
  await tx.slaNotice.createMany({
    data: [
      { clockId: clock.id, level: "breach", dueAt: clock.dueAt, organizationId: ticket.organizationId, createdAt: at },
    ],
    skipDuplicates: true,
  });
  context.note({
    action: "ticket.breach",
    type: "support_ticket",
    crud: "update",
    riskLevel: "medium",
    controls: ["CC2.3", "CC7.3"],
    resource: { type: "ticket", id: ticket.id, label: ticket.reference },
    after: { metric: clock.metric, breachedAt: clock.dueAt.toISOString(), detectedAt: at.toISOString() },
  });
  context.emit(slaBreached, {
    organizationId: context.actor.organizationId,
    ticketId: ticket.id,
    clockId: clock.id,
    metric: clock.metric,
  });
  await tellDesk(context, ticket, {
    kind: "ticket.breached",
    managersToo: true,
    subject: `${slaMetricLabels[clock.metric]} of ${ticket.reference} is overdue`,
    sentence: `${slaMetricLabels[clock.metric]} was due ${clock.dueAt.toISOString()} and has not happened.`,
  });
  return breached;
}
