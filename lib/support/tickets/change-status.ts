import "server-only";
import type { z } from "zod";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { changeStatusInput, escalationReasonLabels, ticketOutcomeLabels } from "../schema";
import { holdTicket, worksOn } from "./held-ticket";
import { move } from "./move";
import { addLine, saveTicket } from "./save-ticket";

type Input = z.output<typeof changeStatusInput>;

export const changeStatus = command({
  name: "ticket.change-status",
  summary: "Change the status of a ticket",
  permission: "ticket:work",
  type: "support_ticket",
  controls: ["CC2.3"],
  input: changeStatusInput,
  async run(context, input) {
    const { tx, actor } = context;
    const held = await holdTicket(context, input.ticketId, input.version);
    if (actor.kind === "user" && !worksOn(actor, held.ticket)) {
      throw dutyRefused("This ticket is your own: the desk decides about it. Nothing was changed.");
    }
    const before = held.ticket.status;
    if (before === input.status)
      throw new AppError("conflict", "The ticket has this status already. Nothing was changed.");
    if (input.status === "escalated" && !input.escalationReason) {
      const fieldErrors = { escalationReason: ["Say why it is escalated."] };
      throw new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors });
    }
    const changes = await move(context, held, input.status, input.outcome);
    if (input.status === "escalated") changes.escalationReason = input.escalationReason ?? null;
    await addLine(tx, held, actor, words(input));
    const ticket = await saveTicket(tx, held, changes);
    return {
      output: { ticketId: ticket.id, status: ticket.status, version: ticket.version },
      event: {
        resource: { type: "ticket", id: ticket.id, label: ticket.reference },
        before: { status: before },
        after: { status: ticket.status, outcome: ticket.outcome, escalationReason: input.escalationReason },
      },
    };
  },
});

function words({ status, outcome, escalationReason }: Input): string {
  if (status === "resolved") {
    const as = outcome && outcome !== "solved" ? ` as ${ticketOutcomeLabels[outcome].toLowerCase()}` : "";
    return `resolved this${as}`;
  }
  if (status === "escalated") {
    return `escalated this: ${escalationReason ? escalationReasonLabels[escalationReason].toLowerCase() : "no reason"}`;
  }
  if (status === "closed") return "closed this";
  return status === "waiting_customer" ? "waits for the customer" : "is working on this";
}
