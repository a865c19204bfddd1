import "server-only";
import type { Collector, DataSource } from "@/lib/platform/contribution";
import { CUSTOMER_MESSAGES } from "./queries/own-tickets";
import { slaPerformance } from "./sla/performance";

const PAGE = 200;
const iso = (date: Date | null) => date?.toISOString() ?? null;

/**
 * What the desk keeps about a person: their tickets with the public thread, and what they wrote themselves on others'.
 * Never the text of internal notes by others: not of their own tickets either (S21).
 */
const supportTickets: DataSource = {
  id: "support-tickets",
  title: "Support tickets",
  tables: ["ticket", "ticket_message", "sla_clock", "sla_pause"],
  categories: ["identity", "contact"],
  processing: {
    purposes: ["Answering questions and solving problems", "Showing that answers came in time"],
    lawfulBasis: "Contract, Article 6(1)(b)",
    recipients: ["Support agents of the organisation"],
    storagePeriod: "As long as the contract lasts, then as the retention rules say",
    origin: "The person, and the answers of the support desk",
  },
  async *collect({ personId }, read) {
    if (!personId) return;
    for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
      const tickets = await read((tx) =>
        tx.ticket.findMany({
          where: { requesterId: personId, id: { gt: after } },
          orderBy: { id: "asc" },
          take: PAGE,
          include: { messages: { where: CUSTOMER_MESSAGES, orderBy: [{ ticketVersion: "asc" }, { id: "asc" }] } },
        }),
      );
      for (const { messages, ...ticket } of tickets) {
        yield {
          collection: "tickets",
          row: {
            reference: ticket.reference,
            title: ticket.title,
            category: ticket.category,
            priority: ticket.priority,
            status: ticket.status,
            tier: ticket.tier,
            channel: ticket.channel,
            company: ticket.company,
            createdAt: iso(ticket.createdAt),
            firstRespondedAt: iso(ticket.firstRespondedAt),
            resolvedAt: iso(ticket.resolvedAt),
            messages: messages.map((message) => ({
              from: message.authorId === personId ? "you" : "the support desk",
              text: message.body,
              createdAt: iso(message.createdAt),
            })),
          },
        };
      }
      const last = tickets.at(-1);
      if (tickets.length < PAGE || !last) break;
      after = last.id;
    }
    for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
      const written = await read((tx) =>
        tx.ticketMessage.findMany({
          where: {
            authorId: personId,
            kind: { in: ["public", "internal"] },
            ticket: { requesterId: { not: personId } },
            id: { gt: after },
          },
          orderBy: { id: "asc" },
          take: PAGE,
          include: { ticket: { select: { reference: true } } },
        }),
      );
      for (const message of written) {
        yield {
          collection: "written-for-the-desk",
          row: {
            ticket: message.ticket.reference,
            kind: message.kind,
            text: message.body,
            createdAt: iso(message.createdAt),
          },
        };
      }
      const last = written.at(-1);
      if (written.length < PAGE || !last) break;
      after = last.id;
    }
  },
};

export const dataSources: readonly DataSource[] = [supportTickets];
export const collectors: readonly Collector[] = [slaPerformance];
