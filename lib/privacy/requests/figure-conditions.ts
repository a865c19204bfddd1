import "server-only";
import { formatLocalDate, localDayOf, zoneOf } from "@/lib/platform/calendar";
import type { Tx } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { dateOf, organizationFacts } from "./deadline";
import { openStatuses } from "./queue";

/** Closed without an obligation to answer: nobody was there to be answered. */
const moot = ["withdrawn", "closed_unverified", "duplicate"] as const;
const answers = ["fulfilled", "partially_fulfilled", "refused"] as const;
const soonDays = 10;

type Where = Prisma.DataSubjectRequestWhereInput;

/** What each figure of requests counts; the lists behind them use the same. Periods are from ≤ t < to, up to now. */
export async function requestConditions(tx: Tx, organizationId: string, now: Date, period: { from: Date; to: Date }) {
  const { timeZone } = await organizationFacts(tx, organizationId);
  const today = localDayOf(zoneOf(timeZone), now.getTime());
  const open: Where = { status: { in: openStatuses } };
  const soon = { gte: dateOf(formatLocalDate(today)), lte: dateOf(formatLocalDate(today + soonDays)) };
  const within = { gte: period.from, lt: new Date(Math.min(period.to.getTime(), now.getTime())) };
  const due: Where = { endsAt: within, status: { notIn: [...moot] } };
  return {
    open,
    dueSoon: { ...open, endsAt: { gt: now }, dueDate: soon },
    overdue: { ...open, endsAt: { lte: now } },
    waiting: { ...open, decisions: { some: { state: "prepared" as const } } },
    received: { receivedAt: within },
    answered: { closedAt: within, status: { in: [...answers] } },
    due,
    answeredInTime: {
      endsAt: within,
      status: { in: [...answers] },
      closedAt: { lt: tx.dataSubjectRequest.fields.endsAt },
    },
  } satisfies Record<string, Where>;
}
