import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { TicketStatus } from "@/lib/support/schema";
import { replyToTicket } from "@/lib/support/tickets/reply";
import { withWarnings } from "../../warnings";

export const POST = defineRoute(replyToTicket, {
  status: 201,
  body: z.object({
    id: z.string(),
    content: z.string(),
    is_first_response: z.boolean().optional(),
    resolution_provided: z.boolean().optional(),
  }),
  toInput: (wire) => ({
    ticketId: wire.id,
    body: wire.content,
    next: wire.resolution_provided === true ? "resolved" : undefined,
    declaredFirstResponse: wire.is_first_response !== undefined,
  }),
  respond: (reply) =>
    withWarnings(reply.warnings, 201, {
      ticket_id: reply.ticketId,
      message_id: reply.messageId,
      status: reply.status,
    }),
  response: z.object({ ticket_id: z.uuid(), message_id: z.uuid(), status: TicketStatus }),
});
