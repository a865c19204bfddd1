import "server-only";
import { dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { noteInput } from "../schema";
import { holdTicket, worksOn } from "./held-ticket";
import { addMessage, saveTicket } from "./save-ticket";

/** A note the customer never sees, in no page, mail, answer or count (S21); it answers nobody and moves no clock (S13). */
export const addNote = command({
  name: "ticket.note",
  summary: "Leave an internal note",
  permission: "ticket:work",
  type: "support_ticket",
  crud: "create",
  input: noteInput,
  async run(context, input) {
    const { tx, actor } = context;
    const held = await holdTicket(context, input.ticketId);
    if (actor.kind === "user" && !worksOn(actor, held.ticket)) {
      throw dutyRefused("This ticket is your own: notes on it are for those who answer you. Nothing was saved.");
    }
    const side = actor.kind === "user" ? "desk" : "machine";
    const messageId = await addMessage(tx, held, actor, { kind: "internal", side, body: input.body });
    const ticket = await saveTicket(tx, held);
    return {
      output: { ticketId: ticket.id, messageId },
      event: {
        resource: { type: "ticket", id: ticket.id, label: ticket.reference },
        after: { messageId, bodySize: input.body.length, version: ticket.version },
      },
    };
  },
});
