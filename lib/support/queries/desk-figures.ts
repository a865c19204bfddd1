import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";
import { type SlaMetric, TicketStatus } from "../schema";
import { decidedClocks } from "./decided-clocks";

/** `value` is met ÷ decided in percent with one decimal, null when nothing was decided. */
export type Attainment = { met: number; decided: number; value: number | null };

/**
 * The desk in figures. Cohort: a clock belongs to the period in which it was decided, met at its end or breached at its due
 * time, whoever had noticed by then (S15, S27). Voided clocks are in no figure; breached ones always are (S16).
 */
export const deskFigures = query({
  name: "support.figures",
  summary: "Figures of the desk in a period",
  permission: "support:report",
  input: z.object({ from: z.date(), to: z.date() }),
  async run({ tx, actor, now }, { from, to }) {
    const { organizationId } = actor;
    const end = new Date(Math.min(to.getTime(), now.getTime()));
    const byStatus = await tx.ticket.groupBy({ by: ["status"], where: { organizationId }, _count: true });
    const decided = await tx.$queryRaw<{ metric: string; met: number; breached: number; relaxed: number }[]>`
      select metric::text, count(*) filter (where not late)::int as met, count(*) filter (where late)::int as breached,
        coalesce(sum(relaxed), 0)::int as relaxed
      from (${decidedClocks(organizationId, now)}) c where decided_at >= ${from} and decided_at < ${end} group by metric`;
    const opened = await tx.ticket.count({ where: { organizationId, createdAt: { gte: from, lt: end } } });
    const resolved = await tx.ticket.count({ where: { organizationId, resolvedAt: { gte: from, lt: end } } });
    const of = (metric: SlaMetric) => decided.find((row) => row.metric === metric);
    return {
      status: Object.fromEntries(
        TicketStatus.options.map((status) => [status, byStatus.find((row) => row.status === status)?._count ?? 0]),
      ) as Record<TicketStatus, number>,
      opened,
      resolved,
      firstResponse: attainment(of("first_response")),
      nextResponse: attainment(of("next_response")),
      resolution: attainment(of("resolution")),
      breached: decided.reduce((sum, row) => sum + row.breached, 0),
      relaxed: decided.reduce((sum, row) => sum + row.relaxed, 0),
    };
  },
});

export function attainment(row: { met: number; breached: number } | undefined): Attainment {
  const met = row?.met ?? 0;
  const decided = met + (row?.breached ?? 0);
  return { met, decided, value: decided === 0 ? null : Math.round((met / decided) * 1000) / 10 };
}
