import "server-only";
import { z } from "zod";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { cursorAfter } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { optional } from "@/lib/platform/text";
import { isOver } from "../rules";
import { SupportTier, TicketCategory, TicketPriority, type TicketStatus } from "../schema";
import type { SlaReading } from "../sla-reading";
import { namesOf } from "../tickets/people";
import { readingsOf } from "./readings";

export const queueViews = ["open", "mine", "unassigned", "breaching", "waiting", "resolved", "closed"] as const;
export type QueueView = (typeof queueViews)[number];

const over = ["resolved", "closed"] as const;

export const queueInput = z.object({
  view: z.enum(queueViews).catch("open").default("open"),
  q: optional(z.string().max(200)),
  priority: optional(TicketPriority),
  tier: optional(SupportTier),
  category: optional(TicketCategory),
  /** Views of what is over go by id alone. */
  cursor: optional(z.union([z.uuid(), cursorAfter(z.iso.datetime())])),
  limit: z.number().int().min(1).max(100).default(25),
});

export type QueueRow = {
  id: string;
  reference: string;
  title: string;
  status: TicketStatus;
  priority: TicketPriority;
  tier: SupportTier;
  requesterId: string;
  requester: string;
  company: string | null;
  assignee: string | null;
  createdAt: string;
  emergencyRequested: boolean;
  clock: SlaReading | null;
};

/** The queue by urgency: what is due first comes first; views of what is over by time, newest first. Keyset paging. */
export const ticketQueue = query({
  name: "ticket.queue",
  summary: "See the queue of tickets",
  permission: "ticket:read",
  input: queueInput,
  async run({ tx, actor, now }, input) {
    const past = input.view === "resolved" || input.view === "closed";
    const me = actor.kind === "user" ? actor.personId : null;
    const where = { AND: [filterOf(input, actor.organizationId, me, now), afterCursor(input.cursor, past)] };
    const rows = await tx.ticket.findMany({
      where,
      orderBy: past ? [{ id: "desc" }] : [{ urgentAt: "asc" }, { id: "asc" }],
      take: input.limit + 1,
      include: { clocks: true, pauses: true, calendar: true, policy: { select: { pausesFirstResponse: true } } },
    });
    const page = rows.slice(0, input.limit);
    const names = await namesOf(
      tx,
      page.flatMap((row) => [row.requesterId, row.assigneeId]),
    );
    const last = rows.length > input.limit ? page.at(-1) : undefined;
    return {
      rows: page.map(
        (row): QueueRow => ({
          id: row.id,
          reference: row.reference,
          title: row.title,
          status: row.status,
          priority: row.priority,
          tier: row.tier,
          requesterId: row.requesterId,
          requester: names.get(row.requesterId) ?? "Former member",
          company: row.company,
          assignee: row.assigneeId && (names.get(row.assigneeId) ?? "Former member"),
          createdAt: row.createdAt.toISOString(),
          emergencyRequested: row.emergencyRequestedAt !== null,
          clock: readingsOf(row, now)[0] ?? null,
        }),
      ),
      nextCursor: last ? (past ? last.id : `${last.urgentAt.toISOString()}_${last.id}`) : null,
    };
  },
});

/** How many tickets each view holds, with the same words as the list itself. */
export const queueCounts = query({
  name: "ticket.queue-counts",
  summary: "Count the tickets of each view",
  permission: "ticket:read",
  input: queueInput,
  async run({ tx, actor, now }, input) {
    const me = actor.kind === "user" ? actor.personId : null;
    const of = (view: QueueView) => filterOf({ ...input, view }, actor.organizationId, me, now);
    // One look over all statuses; the other views have indexes of their own.
    const { status: _, ...all } = of("open");
    const groups = await tx.ticket.groupBy({ by: ["status"], where: all, _count: true });
    const sum = (wanted: (status: TicketStatus) => boolean) =>
      groups.reduce((total, group) => total + (wanted(group.status) ? group._count : 0), 0);
    const counts: Record<QueueView, number> = {
      open: sum((status) => !isOver(status)),
      mine: await tx.ticket.count({ where: of("mine") }),
      unassigned: await tx.ticket.count({ where: of("unassigned") }),
      breaching: await tx.ticket.count({ where: of("breaching") }),
      waiting: sum((status) => status === "waiting_customer"),
      resolved: sum((status) => status === "resolved"),
      closed: sum((status) => status === "closed"),
    };
    return counts;
  },
});

function filterOf(
  { view, q, priority, tier, category }: z.output<typeof queueInput>,
  organizationId: string,
  me: string | null,
  now: Date,
): Prisma.TicketWhereInput {
  const search = q?.trim();
  return {
    organizationId,
    priority,
    tier,
    category,
    ...viewOf(view, me, now),
    ...(search
      ? {
          OR: [
            { reference: { contains: search, mode: "insensitive" } },
            { title: { contains: search, mode: "insensitive" } },
          ],
        }
      : {}),
  };
}

function viewOf(view: QueueView, me: string | null, now: Date): Prisma.TicketWhereInput {
  const open = { status: { notIn: [...over] } };
  switch (view) {
    case "mine":
      return { ...open, assigneeId: me ?? "00000000-0000-0000-0000-000000000000" };
    case "unassigned":
      return { ...open, assigneeId: null };
    case "waiting":
      return { status: "waiting_customer" };
    case "breaching": {
      const running = { endedAt: null, voidedAt: null };
      return {
        ...open,
        clocks: { some: { ...running, OR: [{ breachedAt: { not: null } }, { warnAt: { lte: now } }] } },
      };
    }
    case "resolved":
    case "closed":
      return { status: view };
    default:
      return open;
  }
}

function afterCursor(cursor: string | undefined, past: boolean): Prisma.TicketWhereInput {
  if (cursor === undefined) return {};
  const [first = "", second = ""] = cursor.split("_");
  // One that was made by a view of the other kind begins at the first page.
  if (past) return second === "" ? { id: { lt: first } } : {};
  if (second === "") return {};
  const urgentAt = new Date(first);
  // The bound of its own lets the index begin here instead of walking the pages before.
  return { urgentAt: { gte: urgentAt }, OR: [{ urgentAt: { gt: urgentAt } }, { id: { gt: second } }] };
}
