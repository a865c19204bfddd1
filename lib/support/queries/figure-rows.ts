import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type FigureRow, type FigureRows, figureRowsInput, windowOf } from "@/lib/platform/figure-rows";
import { query } from "@/lib/platform/operation/query";
import {
  type SlaMetric,
  slaMetricLabels,
  type TicketPriority,
  ticketCategoryLabels,
  ticketPriorityLabels,
  ticketStatusLabels,
} from "../schema";
import { decidedClocks } from "./decided-clocks";

export const supportFigureKeys = [
  "tickets_open",
  "tickets_opened",
  "tickets_resolved",
  "sla_first_response",
  "sla_next_response",
  "sla_resolution",
  "sla_breached",
] as const;

/** The tickets or promises behind a figure of the desk: never a title or a word, which customers wrote. */
export const supportFigureRows = query({
  name: "support.figure-rows",
  summary: "List what a figure of the desk counts",
  permission: "support:report",
  input: figureRowsInput(supportFigureKeys),
  async run({ tx, actor, now }, { key, from, to, page }): Promise<FigureRows> {
    const { organizationId } = actor;
    const end = new Date(Math.min(to.getTime(), now.getTime()));
    const within = { gte: from, lt: end };
    switch (key) {
      case "tickets_open":
        return ticketRows(tx, { organizationId, status: { notIn: ["resolved", "closed"] } }, page);
      case "tickets_opened":
        return ticketRows(tx, { organizationId, createdAt: within }, page);
      case "tickets_resolved":
        return ticketRows(tx, { organizationId, resolvedAt: within }, page);
    }
    const clocks = Prisma.sql`(${decidedClocks(organizationId, now)}) c
      where decided_at >= ${from} and decided_at < ${end} and ${clocksOf[key]}`;
    return clockRows(tx, clocks, key === "sla_breached", page);
  },
});

const clocksOf = {
  sla_first_response: Prisma.sql`metric = 'first_response'`,
  sla_next_response: Prisma.sql`metric = 'next_response'`,
  sla_resolution: Prisma.sql`metric = 'resolution'`,
  sla_breached: Prisma.sql`late`,
} as const;

async function ticketRows(tx: Tx, where: Prisma.TicketWhereInput, page: number): Promise<FigureRows> {
  const total = await tx.ticket.count({ where });
  const found = await tx.ticket.findMany({
    where,
    orderBy: { id: "desc" },
    ...windowOf(page),
    select: {
      id: true,
      reference: true,
      priority: true,
      category: true,
      status: true,
      createdAt: true,
      resolvedAt: true,
    },
  });
  const rows = found.map(
    (ticket): FigureRow => ({
      id: ticket.id,
      reference: ticket.reference,
      what: `${ticketPriorityLabels[ticket.priority]}: ${ticketCategoryLabels[ticket.category].toLowerCase()}`,
      state: ticketStatusLabels[ticket.status],
      dates: [
        { label: "Opened", value: ticket.createdAt.toISOString() },
        ...(ticket.resolvedAt ? [{ label: "Resolved", value: ticket.resolvedAt.toISOString() }] : []),
      ],
      department: null,
      met: true,
      recordId: ticket.id,
    }),
  );
  return { total, met: total, rows };
}

type Clock = {
  id: string;
  ticket_id: string;
  reference: string;
  priority: TicketPriority;
  metric: SlaMetric;
  late: boolean;
  due_at: Date | null;
  ended_at: Date | null;
  decided_at: Date;
};

/** Promises that were broken stand first, the latest on top. */
async function clockRows(tx: Tx, clocks: Prisma.Sql, breachesOnly: boolean, page: number): Promise<FigureRows> {
  const counts = await tx.$queryRaw<{ total: number; kept: number }[]>`
    select count(*)::int as total, count(*) filter (where not late)::int as kept from ${clocks}`;
  const { total, kept } = counts[0] ?? { total: 0, kept: 0 };
  const { skip, take } = windowOf(page);
  const found = await tx.$queryRaw<Clock[]>`
    select shown.*, t.reference, t.priority::text as priority from
      (select id, ticket_id, metric::text as metric, late, due_at, ended_at, decided_at from ${clocks}
        order by late desc, decided_at desc, id limit ${take} offset ${skip}) shown
    join ticket t on t.id = shown.ticket_id order by late desc, decided_at desc, shown.id`;
  const rows = found.map(
    (clock): FigureRow => ({
      id: clock.id,
      reference: clock.reference,
      what: `${slaMetricLabels[clock.metric]}, priority ${ticketPriorityLabels[clock.priority].toLowerCase()}`,
      state: clock.late ? "Breached" : "Met",
      dates: [
        { label: clock.late ? "Breached" : "Met", value: clock.decided_at.toISOString() },
        ...(clock.due_at && !clock.late ? [{ label: "Due", value: clock.due_at.toISOString() }] : []),
        ...(clock.ended_at && clock.late ? [{ label: "Answered", value: clock.ended_at.toISOString() }] : []),
      ],
      department: null,
      met: breachesOnly || !clock.late,
      recordId: clock.ticket_id,
    }),
  );
  return { total, met: breachesOnly ? total : kept, rows };
}
