import "server-only";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { ticketAssigned } from "../events";
import { isOver } from "../rules";
import { assignInput, claimInput, type TicketStatus } from "../schema";
import { tellPerson } from "./desk-mail";
import { type HeldTicket, holdTicket } from "./held-ticket";
import { deskPeople, namesOf } from "./people";
import { addLine, saveTicket } from "./save-ticket";

/** Gives a ticket to somebody of the desk, or back to the queue. */
export const assignTicket = command({
  name: "ticket.assign",
  summary: "Assign a ticket",
  permission: "ticket:work",
  type: "support_ticket",
  controls: ["CC2.3"],
  input: assignInput,
  async run(context, input) {
    const held = await holdTicket(context, input.ticketId, input.version);
    return assign(context, held, input.assigneeId ?? null);
  },
});

/** Takes a ticket for oneself; of two who try, one gets it and the other learns who (S22). */
export const claimTicket = command({
  name: "ticket.claim",
  summary: "Take a ticket",
  permission: "ticket:work",
  type: "support_ticket",
  controls: ["CC2.3"],
  input: claimInput,
  async run(context, input) {
    const { tx, actor } = context;
    if (actor.kind !== "user") throw new AppError("forbidden", "Only people take tickets. Nothing was changed.");
    const held = await holdTicket(context, input.ticketId);
    const { assigneeId } = held.ticket;
    if (assigneeId && assigneeId !== actor.personId) {
      const name = (await namesOf(tx, [assigneeId])).get(assigneeId) ?? "Somebody";
      throw new AppError("conflict", `${name} has this ticket already. Nothing was changed.`, {
        recorded: "Somebody has this ticket already.",
      });
    }
    return assign(context, held, actor.personId);
  },
});

async function assign(context: CommandContext, held: HeldTicket, assigneeId: string | null) {
  const { tx, actor } = context;
  const { ticket } = held;
  if (isOver(ticket.status)) {
    throw new AppError("conflict", `${ticket.reference} is over. Nothing was changed: reopen it first.`);
  }
  if (assigneeId !== null && assigneeId === ticket.requesterId) {
    throw dutyRefused("Nobody works on their own ticket. Nothing was changed: leave it to somebody else of the desk.");
  }
  if (assigneeId !== null && !(await deskPeople(tx, ticket.organizationId)).some(({ id }) => id === assigneeId)) {
    const fieldErrors = { assigneeId: ["Choose somebody of the desk."] };
    throw new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors });
  }
  const mine = actor.kind === "user" && assigneeId === actor.personId;
  if (assigneeId === null) await addLine(tx, held, actor, "put this back into the queue");
  else if (mine) await addLine(tx, held, actor, "took this");
  else await addLine(tx, held, actor, "assigned this to", assigneeId);
  const before = ticket.assigneeId;
  const saved = await saveTicket(tx, held, { assigneeId, status: statusAfter(ticket.status, assigneeId) });
  if (assigneeId !== null && !mine) {
    await tellPerson(context, saved, assigneeId, {
      kind: "ticket.assigned",
      subject: `${saved.reference} was assigned to you`,
      body: `${saved.reference} was assigned to you.`,
    });
  }
  context.emit(ticketAssigned, { organizationId: context.actor.organizationId, ticketId: saved.id });
  return {
    output: { ticketId: saved.id, status: saved.status, version: saved.version },
    event: {
      resource: { type: "ticket", id: saved.id, label: saved.reference },
      before: { assignee: before && aboutPerson(before, before) },
      after: { assignee: assigneeId && aboutPerson(assigneeId, assigneeId), status: saved.status },
    },
  };
}

function statusAfter(status: TicketStatus, assigneeId: string | null): TicketStatus {
  if (assigneeId === null) return status === "assigned" ? "open" : status;
  return status === "open" ? "assigned" : status;
}
