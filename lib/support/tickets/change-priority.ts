import "server-only";
import { mayDo } from "@/lib/platform/auth/actor-types";
import type { Ticket } from "@/lib/platform/db/generated/client";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { isLowering, isOver } from "../rules";
import { changePriorityInput, changeTierInput, supportTierLabels, ticketPriorityLabels } from "../schema";
import { calendarOf, calendarRowFor, pausesFor } from "../sla/judgement";
import { inLastQuarter } from "../sla-plan";
import { isRunning } from "./breach";
import { rejudgeClocks } from "./clock-rows";
import { type HeldTicket, holdTicket, worksOn } from "./held-ticket";
import { addLine, saveTicket } from "./save-ticket";

/** Sets the priority, or decides a customer's request for an emergency; running clocks are counted again (S9). */
export const changePriority = command({
  name: "ticket.change-priority",
  summary: "Change the priority of a ticket",
  permission: "ticket:work",
  type: "support_ticket",
  controls: ["CC2.3"],
  input: changePriorityInput,
  async run(context, input) {
    const held = await holdTicket(context, input.ticketId, input.version);
    const { ticket } = held;
    const asked = ticket.emergencyRequestedAt !== null;
    if (ticket.priority === input.priority && !asked) {
      throw new AppError("conflict", "The ticket has this priority already. Nothing was changed.");
    }
    if (isLowering(ticket.priority, input.priority)) {
      if (!input.reason) throw reasonMissing();
      if (runsOut(held) && !mayDo(context.actor, "ticket:relax")) {
        throw dutyRefused(
          "Less than a quarter of the time is left: only a support manager lowers the priority now. Nothing was changed.",
        );
      }
    }
    const from = ticketPriorityLabels[ticket.priority];
    const to = ticketPriorityLabels[input.priority];
    const words =
      from === to ? `kept the priority at ${to}: no emergency` : `changed the priority from ${from} to ${to}`;
    return rejudge(
      context,
      held,
      { priority: input.priority, priorityReason: null, emergencyRequestedAt: null },
      words,
      input.reason,
    );
  },
});

/** A tier is the contract's; changing it on a ticket is the manager's and says why (S9). */
export const changeTier = command({
  name: "ticket.change-tier",
  summary: "Change the support tier of a ticket",
  permission: "ticket:set-tier",
  type: "support_ticket",
  controls: ["CC2.3"],
  input: changeTierInput,
  async run(context, input) {
    const held = await holdTicket(context, input.ticketId, input.version);
    const from = supportTierLabels[held.ticket.tier];
    if (held.ticket.tier === input.tier)
      throw new AppError("conflict", "The ticket has this tier already. Nothing was changed.");
    const words = `changed the tier from ${from} to ${supportTierLabels[input.tier]}`;
    return rejudge(context, held, { tier: input.tier }, words, input.reason);
  },
});

async function rejudge(
  context: CommandContext,
  held: HeldTicket,
  changes: Partial<Ticket>,
  words: string,
  reason: string | undefined,
) {
  const { tx, actor } = context;
  if (actor.kind === "user" && !worksOn(actor, held.ticket)) {
    throw dutyRefused("This ticket is your own: the desk decides about it. Nothing was changed.");
  }
  if (isOver(held.ticket.status)) {
    throw new AppError("conflict", `${held.ticket.reference} is over. Nothing was changed: reopen it first.`);
  }
  const { priority, tier, emergencyRequestedAt } = held.ticket;
  held.ticket = { ...held.ticket, ...changes };
  await rejudgeClocks(tx, held, true);
  await addLine(tx, held, actor, reason ? `${words}: ${reason}` : words);
  const calendarVersionId = held.judgement ? calendarRowFor(held.judgement, held.ticket.priority).id : null;
  const ticket = await saveTicket(tx, held, { ...changes, calendarVersionId });
  const emergency =
    emergencyRequestedAt === null ? undefined : ticket.priority === "emergency" ? "confirmed" : "declined";
  return {
    output: { ticketId: ticket.id, version: ticket.version, priority: ticket.priority, tier: ticket.tier },
    event: {
      resource: { type: "ticket", id: ticket.id, label: ticket.reference },
      before: { priority, tier },
      after: { priority: ticket.priority, tier: ticket.tier, emergency },
      reason: reason && aboutPerson(ticket.requesterId, reason),
    },
  };
}

function runsOut({ judgement, ticket, clocks, pauses, at }: HeldTicket): boolean {
  if (!judgement) return false;
  const calendar = calendarOf(calendarRowFor(judgement, ticket.priority));
  return clocks.some((clock) => {
    if (!isRunning(clock) || clock.breachedAt !== null) return false;
    const count = { countFrom: clock.countFrom.toISOString(), countSeconds: clock.countSeconds };
    const stops = pausesFor(clock.metric, pauses, judgement.policy.pausesFirstResponse);
    return inLastQuarter(count, at.toISOString(), calendar, stops);
  });
}

function reasonMissing(): AppError {
  const fieldErrors = { reason: ["Say why the priority is lowered."] };
  return new AppError("invalid", "Lowering a priority needs a reason. Nothing was saved.", { fieldErrors });
}
