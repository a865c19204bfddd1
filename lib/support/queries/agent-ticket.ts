import "server-only";
import { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { allowedNext } from "../rules";
import { deskPeople, namesOf } from "../tickets/people";
import { readingsOf } from "./readings";

const iso = (date: Date | null) => date?.toISOString() ?? null;

/** A ticket as the desk sees it, notes and history included. One's own ticket is seen as its customer sees it (S21). */
export const agentTicket = query({
  name: "ticket.read",
  summary: "See a ticket with its notes and history",
  permission: "ticket:read",
  input: z.object({ ticketId: z.uuid() }),
  async run({ tx, actor, now }, { ticketId }) {
    const { organizationId } = actor;
    const ticket = await tx.ticket.findFirst({
      where: { id: ticketId, organizationId },
      include: {
        clocks: true,
        pauses: true,
        calendar: true,
        policy: true,
        followUpOf: { select: { id: true, reference: true } },
        followUps: { select: { id: true, reference: true } },
      },
    });
    if (!ticket || (actor.kind === "user" && ticket.requesterId === actor.personId)) throw notFound("This ticket");
    const messages = await tx.ticketMessage.findMany({
      where: { ticketId },
      orderBy: [{ ticketVersion: "asc" }, { id: "asc" }],
    });
    const names = await namesOf(tx, [
      ticket.requesterId,
      ticket.assigneeId,
      ...messages.flatMap((message) => [message.authorId, message.aboutPersonId]),
    ]);
    const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? "Former member"));
    const requester = await tx.person.findUnique({ where: { id: ticket.requesterId }, select: { email: true } });
    return {
      id: ticket.id,
      reference: ticket.reference,
      version: ticket.version,
      title: ticket.title,
      status: ticket.status,
      allowed: allowedNext(ticket.status),
      outcome: ticket.outcome,
      priority: ticket.priority,
      priorityReason: ticket.priorityReason,
      emergencyRequested: ticket.emergencyRequestedAt !== null,
      tier: ticket.tier,
      category: ticket.category,
      channel: ticket.channel,
      company: ticket.company,
      escalationReason: ticket.escalationReason,
      createdAt: ticket.createdAt.toISOString(),
      resolvedAt: iso(ticket.resolvedAt),
      requester: { id: ticket.requesterId, name: nameOf(ticket.requesterId) ?? "", email: requester?.email ?? null },
      assignee: ticket.assigneeId ? { id: ticket.assigneeId, name: nameOf(ticket.assigneeId) ?? "" } : null,
      policy: ticket.policy && { name: ticket.policy.name, version: ticket.policy.version },
      calendar: ticket.calendar && { name: ticket.calendar.name, timeZone: ticket.calendar.timeZone },
      relaxed: ticket.clocks.reduce((sum, clock) => sum + clock.relaxed, 0),
      clocks: readingsOf(ticket, now),
      followUpOf: ticket.followUpOf,
      followUps: ticket.followUps,
      desk: (await deskPeople(tx, organizationId)).filter((person) => person.id !== ticket.requesterId),
      lastPublicId: messages.findLast((message) => message.kind === "public")?.id ?? null,
      messages: messages.map((message) => ({
        id: message.id,
        kind: message.kind,
        side: message.side,
        author: message.side === "machine" ? "Portal" : (nameOf(message.authorId) ?? ""),
        about: nameOf(message.aboutPersonId),
        body: message.erasedAt ? "This text was erased." : message.body,
        createdAt: message.createdAt.toISOString(),
      })),
    };
  },
});

export type AgentTicket = Awaited<ReturnType<typeof agentTicket>>;
