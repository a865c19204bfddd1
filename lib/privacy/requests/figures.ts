import "server-only";
import { z } from "zod";
import { formatLocalDate, localDayOf, zoneOf } from "@/lib/platform/calendar";
import { query } from "@/lib/platform/operation/query";
import { dateOf, organizationFacts } from "./deadline";
import { openStatuses } from "./queue";

/** Closed without an obligation to answer: nobody was there to be answered. */
const moot = ["withdrawn", "closed_unverified", "duplicate"] as const;
const soonDays = 10;

/**
 * Open, due within ten days and overdue as of now; answered on time among those due in the period [from, to), up to now.
 * No request due in the period: no data, never 0 or 100.
 */
export const privacyFigures = query({
  name: "privacy.figures",
  summary: "See figures of data-subject requests",
  permission: "privacy:report",
  input: z.object({ from: z.date(), to: z.date() }),
  async run({ tx, actor, now }, { from, to }) {
    const { timeZone } = await organizationFacts(tx, actor.organizationId);
    const today = localDayOf(zoneOf(timeZone), now.getTime());
    const open = { status: { in: openStatuses } };
    const soon = { gte: dateOf(formatLocalDate(today)), lte: dateOf(formatLocalDate(today + soonDays)) };
    const until = new Date(Math.min(to.getTime(), now.getTime()));
    const due = { endsAt: { gte: from, lt: until }, status: { notIn: [...moot] } };
    const denominator = await tx.dataSubjectRequest.count({ where: due });
    const [{ answered } = { answered: 0 }] = await tx.$queryRaw<{ answered: number }[]>`
      select count(*)::int as answered from data_subject_request
      where ends_at >= ${from} and ends_at < ${until} and closed_at < ends_at
        and status in ('fulfilled', 'partially_fulfilled', 'refused')`;
    return {
      asOf: now,
      open: await tx.dataSubjectRequest.count({ where: open }),
      dueSoon: await tx.dataSubjectRequest.count({ where: { ...open, endsAt: { gt: now }, dueDate: soon } }),
      overdue: await tx.dataSubjectRequest.count({ where: { ...open, endsAt: { lte: now } } }),
      onTime: { numerator: answered, denominator, share: denominator === 0 ? null : answered / denominator },
    };
  },
});
