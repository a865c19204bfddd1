import "server-only";
import { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { optional } from "@/lib/platform/text";
import { isOver, reopenableUntil } from "../rules";
import { ownerIdOf } from "../tickets/held-ticket";
import { namesOf } from "../tickets/people";

/** What a customer may read of a thread: said in the filter, so that nothing else is ever loaded for them (S21). */
export const CUSTOMER_MESSAGES = { kind: "public" } as const;

const nobody = "00000000-0000-0000-0000-000000000000";

/** One's own ticket: public messages only; no notes, no history, no count of them, no times of them. */
export const ownTicket = query({
  name: "ticket.read-own",
  summary: "See one's own ticket",
  permission: "ticket:read:own",
  input: z.object({ ticketId: z.uuid() }),
  async run({ tx, actor, now }, { ticketId }) {
    const ticket = await tx.ticket.findFirst({
      where: { id: ticketId, organizationId: actor.organizationId, requesterId: ownerIdOf(actor) ?? nobody },
      include: {
        messages: { where: CUSTOMER_MESSAGES, orderBy: [{ ticketVersion: "asc" }, { id: "asc" }] },
        clocks: { where: { endedAt: null, voidedAt: null, metric: { not: "resolution" } } },
        followUpOf: { select: { id: true, reference: true } },
      },
    });
    if (!ticket) throw notFound("This ticket");
    const names = await namesOf(
      tx,
      ticket.messages.map((message) => message.authorId),
    );
    const { timeZone } = await tx.organization.findUniqueOrThrow({
      where: { id: actor.organizationId },
      select: { timeZone: true },
    });
    const since = ticket.closedAt ?? ticket.resolvedAt;
    const until = since && reopenableUntil(since.toISOString(), timeZone);
    return {
      id: ticket.id,
      reference: ticket.reference,
      title: ticket.title,
      status: ticket.status,
      priority: ticket.priority,
      emergencyRequested: ticket.emergencyRequestedAt !== null,
      category: ticket.category,
      createdAt: ticket.createdAt.toISOString(),
      /** By when the desk answers; null when nothing waits for an answer. */
      answerDue: ticket.clocks.find((clock) => clock.dueAt && clock.dueAt >= now)?.dueAt?.toISOString() ?? null,
      over: isOver(ticket.status),
      reopenable: until === null || now.toISOString() <= until,
      followUpOf: ticket.followUpOf,
      lastPublicId: ticket.messages.at(-1)?.id ?? null,
      messages: ticket.messages.map((message) => ({
        id: message.id,
        mine: message.side === "customer",
        author: message.side === "machine" ? "Support" : (names.get(message.authorId) ?? "Former member"),
        body: message.erasedAt ? "This text was erased." : message.body,
        createdAt: message.createdAt.toISOString(),
      })),
    };
  },
});

export type OwnTicket = Awaited<ReturnType<typeof ownTicket>>;

/** One's own tickets, newest first; the last activity is that of the public thread. */
export const ownTickets = query({
  name: "ticket.list-own",
  summary: "See one's own tickets",
  permission: "ticket:read:own",
  input: z.object({
    state: z.enum(["open", "over", "all"]).catch("all").default("all"),
    q: optional(z.string().max(200)),
    cursor: optional(z.uuid()),
    limit: z.number().int().min(1).max(100).default(25),
  }),
  async run({ tx, actor }, { state, q, cursor, limit }) {
    const over = ["resolved", "closed"] as const;
    const search = q?.trim();
    const where = {
      organizationId: actor.organizationId,
      requesterId: ownerIdOf(actor) ?? nobody,
      ...(state === "all" ? {} : { status: state === "open" ? { notIn: [...over] } : { in: [...over] } }),
      ...(search ? { title: { contains: search, mode: "insensitive" as const } } : {}),
    };
    const rows = await tx.ticket.findMany({
      where: { ...where, ...(cursor ? { id: { lt: cursor } } : {}) },
      orderBy: { id: "desc" },
      take: limit + 1,
      include: { messages: { where: CUSTOMER_MESSAGES, orderBy: { ticketVersion: "desc" }, take: 1 } },
    });
    return {
      total: await tx.ticket.count({ where }),
      rows: rows.slice(0, limit).map((row) => ({
        id: row.id,
        reference: row.reference,
        title: row.title,
        status: row.status,
        category: row.category,
        createdAt: row.createdAt.toISOString(),
        lastMessageAt: (row.messages[0]?.createdAt ?? row.createdAt).toISOString(),
        answered: row.messages[0]?.side !== "customer",
      })),
      nextCursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
    };
  },
});
