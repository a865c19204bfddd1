import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { SupportTier, TicketCategory, TicketPriority, TicketStatus } from "@/lib/support/schema";
import { openTicket } from "@/lib/support/tickets/open-ticket";
import { withWarnings } from "./warnings";

const response = z.object({
  ticket_id: z.uuid(),
  reference: z.string(),
  status: TicketStatus,
  priority: TicketPriority,
  first_response_due: z.iso.datetime().nullable(),
  resolution_due: z.iso.datetime().nullable(),
});

export const POST = defineRoute(openTicket, {
  status: 201,
  body: z.object({
    customer_id: z.string().optional(),
    organization_id: z.uuid(),
    title: z.string(),
    description: z.string(),
    category: TicketCategory,
    priority: TicketPriority.optional(),
    support_tier: SupportTier.optional(),
  }),
  toInput: (wire) => ({
    requesterId: wire.customer_id,
    title: wire.title,
    description: wire.description,
    category: wire.category,
    priority: wire.priority,
    tier: wire.support_tier,
  }),
  respond: (ticket) =>
    withWarnings(ticket.warnings, 201, {
      ticket_id: ticket.ticketId,
      reference: ticket.reference,
      status: ticket.status,
      priority: ticket.priority,
      first_response_due: ticket.firstResponseDue,
      resolution_due: ticket.resolutionDue,
    }),
  response,
});
