import "server-only";
import { formatLocalDate, localDayOf, zoneOf } from "@/lib/platform/calendar";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { query } from "@/lib/platform/operation/query";
import { isFinal } from "../rules";
import { type RequestKind, RequestStatus } from "../schema";
import { dateOf, localDateOf, organizationFacts } from "./deadline";
import { type QueueInput, queueInput } from "./schema";

export const openStatuses = RequestStatus.options.filter((status) => !isFinal(status));
const closedStatuses = RequestStatus.options.filter(isFinal);
const pageSize = 25;
const soonDays = 10;

export type QueueRow = {
  id: string;
  reference: string;
  kind: RequestKind;
  status: RequestStatus;
  name: string;
  receivedAt: Date;
  /** Local date. */
  dueDate: string;
  /** A question to the person stops the clock. */
  paused: boolean;
  closedAt: Date | null;
  /** A decision waits for its second person. */
  waits: boolean;
};

/** The officers' queue: open ones by due date, closed ones by the latest. */
export const requestQueue = query({
  name: "request.queue",
  summary: "See the queue of data-subject requests",
  permission: "request:read",
  input: queueInput,
  async run({ tx, actor, now }, input) {
    const { timeZone } = await organizationFacts(tx, actor.organizationId);
    const today = localDayOf(zoneOf(timeZone), now.getTime());
    const where = filterOf(input, formatLocalDate(today), formatLocalDate(today + soonDays));
    const order = input.state === "open" ? ("asc" as const) : ("desc" as const);
    const rows = await tx.dataSubjectRequest.findMany({
      where: { AND: [where, after(input.cursor, order)] },
      orderBy: [{ dueDate: order }, { id: order }],
      take: pageSize + 1,
      include: { decisions: { where: { state: "prepared" }, select: { id: true } } },
    });
    const page = rows.slice(0, pageSize);
    const last = page.at(-1);
    return {
      count: await tx.dataSubjectRequest.count({ where }),
      rows: page.map(({ decisions, dueDate, endsAt, ...row }): QueueRow => {
        const { id, reference, kind, status, name, receivedAt, closedAt } = row;
        const paused = endsAt === null && !isFinal(status);
        const waits = decisions.length > 0;
        return {
          id,
          reference,
          kind,
          status,
          name,
          receivedAt,
          closedAt,
          dueDate: localDateOf(dueDate),
          paused,
          waits,
        };
      }),
      next: rows.length > pageSize && last ? `${localDateOf(last.dueDate)}_${last.id}` : null,
    };
  },
});

function filterOf(input: QueueInput, today: string, soon: string): Prisma.DataSubjectRequestWhereInput {
  const among = { open: openStatuses, closed: closedStatuses, all: undefined }[input.state];
  const search = input.q;
  const running = { endsAt: { not: null } };
  const deadline = {
    late: { ...running, dueDate: { lt: dateOf(today) } },
    soon: { ...running, dueDate: { gte: dateOf(today), lte: dateOf(soon) } },
    later: { ...running, dueDate: { gt: dateOf(soon) } },
    paused: { endsAt: null },
  };
  return {
    AND: [
      among && !input.status ? { status: { in: among } } : {},
      input.status ? { status: input.status } : {},
      input.kind ? { kind: input.kind } : {},
      input.deadline ? { ...deadline[input.deadline], status: { in: openStatuses } } : {},
      search
        ? {
            OR: (["reference", "name", "email"] as const).map((field) => ({
              [field]: { contains: search, mode: "insensitive" as const },
            })),
          }
        : {},
    ],
  };
}

function after(cursor: string | undefined, order: "asc" | "desc"): Prisma.DataSubjectRequestWhereInput {
  const match = /^(\d{4}-\d\d-\d\d)_([0-9a-f-]{36})$/.exec(cursor ?? "");
  const [, date, id] = match ?? [];
  if (!date || !id) return {};
  const past = order === "asc" ? ("gt" as const) : ("lt" as const);
  return { OR: [{ dueDate: { [past]: dateOf(date) } }, { dueDate: dateOf(date), id: { [past]: id } }] };
}
