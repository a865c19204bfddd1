import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { query } from "@/lib/platform/operation/query";
import { slaWarned } from "../events";
import { slaMetricLabels } from "../schema";
import { isRunning, recordPassedDueTimes } from "../tickets/breach";
import { tellDesk } from "../tickets/desk-mail";

const BATCH = 100;

/** Is there anything to warn of or to record? Reads the two partial indexes of what is due, never the open tickets. */
export const slaIsDue = query({
  name: "sla.is-due",
  summary: "Is a warning or a breach due?",
  permission: "ticket:sweep",
  input: z.object({}),
  async run({ tx, actor, now }) {
    return (await dueTickets(tx, actor.organizationId, now, 1)).length > 0;
  },
});

/**
 * Warns and records breaches of some tickets; run again while it says there may be more. Safe to run twice and late:
 * a breach stands at due, a level fires once per due time (S15, S17).
 */
export const sweepSla = command({
  name: "sla.sweep",
  summary: "Warn before due times and record those that passed",
  permission: "ticket:sweep",
  type: "support_ticket",
  input: z.object({}),
  async run(context) {
    const { tx, actor, now } = context;
    const ids = await dueTickets(tx, actor.organizationId, now, BATCH);
    const locked = await tx.$queryRaw<{ id: string }[]>`
      select id from ticket where id = any(${ids}::uuid[]) order by id for no key update skip locked`;
    const counts = { warned: 0, breached: 0 };
    for (const { id } of locked) {
      const done = await sweepTicket(context, id);
      counts.warned += done.warned;
      counts.breached += done.breached;
    }
    return {
      output: { ...counts, more: ids.length === BATCH && locked.length > 0 },
      event: { resource: { type: "sla_sweep", id: null }, after: counts },
    };
  },
});

async function dueTickets(tx: Tx, organizationId: string, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    (select ticket_id as id from sla_clock where organization_id = ${organizationId}::uuid and ended_at is null
      and voided_at is null and breached_at is null and due_at < ${now} order by due_at limit ${limit})
    union
    (select ticket_id from sla_clock where organization_id = ${organizationId}::uuid and ended_at is null
      and voided_at is null and breached_at is null and warned_at is null and warn_at <= ${now}
      and ${env.SLA_MONITORING_ENABLED} order by warn_at limit ${limit})
    limit ${limit}`;
  return rows.map((row) => row.id);
}

async function sweepTicket(context: CommandContext, ticketId: string): Promise<{ warned: number; breached: number }> {
  const { tx, now } = context;
  const ticket = await tx.ticket.findUniqueOrThrow({ where: { id: ticketId } });
  const before = await tx.slaClock.findMany({ where: { ticketId } });
  const clocks = await recordPassedDueTimes(context, { ticket, clocks: before, at: now });
  const breached = clocks.filter((clock, index) => clock.breachedAt !== null && before[index]?.breachedAt === null);
  if (!env.SLA_MONITORING_ENABLED) return { warned: 0, breached: breached.length };
  let warned = 0;
  for (const clock of clocks) {
    if (!isRunning(clock) || clock.breachedAt || clock.warnedAt || !clock.dueAt || !clock.warnAt || clock.warnAt > now)
      continue;
    await tx.slaClock.update({ where: { id: clock.id }, data: { warnedAt: now, changedAt: now } });
    const { count } = await tx.slaNotice.createMany({
      data: [
        {
          clockId: clock.id,
          level: "warning",
          dueAt: clock.dueAt,
          organizationId: ticket.organizationId,
          createdAt: now,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) continue;
    warned += 1;
    context.note({
      action: "ticket.warn",
      resource: { type: "ticket", id: ticket.id, label: ticket.reference },
      after: { metric: clock.metric, dueAt: clock.dueAt.toISOString() },
    });
    context.emit(slaWarned, {
      organizationId: context.actor.organizationId,
      ticketId,
      clockId: clock.id,
      metric: clock.metric,
    });
    await tellDesk(context, ticket, {
      kind: "ticket.warned",
      subject: `${slaMetricLabels[clock.metric]} of ${ticket.reference} is due soon`,
      sentence: `${slaMetricLabels[clock.metric]} is due ${clock.dueAt.toISOString()}.`,
    });
  }
  return { warned, breached: breached.length };
}
