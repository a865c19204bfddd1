import "server-only";
import type { Ticket } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import type { CommandContext } from "@/lib/platform/operation/context";
import { ticketReopened, ticketResolved } from "../events";
import { allowedNext, isOver, reopenableUntil, whyNotSolved, whyNotWaiting } from "../rules";
import { type TicketOutcome, type TicketStatus, ticketStatusLabels } from "../schema";
import { endClocks, endPause, reopenClocks, startPause, voidClocks } from "./clock-rows";
import type { HeldTicket } from "./held-ticket";

/** Moves a ticket along the table (S19) with what that does to its clocks; returns the columns to save. */
export async function move(
  context: CommandContext,
  held: HeldTicket,
  to: TicketStatus,
  outcome: TicketOutcome = "solved",
): Promise<Partial<Ticket>> {
  const { tx } = context;
  const from = held.ticket.status;
  if (from === to) return {};
  if (!allowedNext(from).includes(to)) {
    throw new AppError(
      "conflict",
      `A ticket that is “${ticketStatusLabels[from]}” cannot become “${ticketStatusLabels[to]}”. Nothing was changed.`,
    );
  }
  if (isOver(from) && !isOver(to)) return reopen(context, held, to);
  if (from === "waiting_customer") await endPause(tx, held, "waiting_customer");
  if (to === "waiting_customer") {
    refuse(whyNotWaiting(await factsOf(context, held)));
    await startPause(tx, held, "waiting_customer");
  }
  if (to === "resolved") {
    if (outcome === "solved") {
      refuse(whyNotSolved(await factsOf(context, held)));
      await endClocks(tx, held, "next_response");
      await endClocks(tx, held, "resolution");
    } else {
      await voidClocks(tx, held);
    }
    await startPause(tx, held, "resolved");
    context.emit(ticketResolved, { organizationId: context.actor.organizationId, ticketId: held.ticket.id });
    return { status: to, outcome, resolvedAt: held.at };
  }
  return to === "closed" ? { status: to, closedAt: held.at } : { status: to };
}

async function reopen(context: CommandContext, held: HeldTicket, to: TicketStatus): Promise<Partial<Ticket>> {
  const { tx } = context;
  const { ticket } = held;
  const { timeZone } = await tx.organization.findUniqueOrThrow({
    where: { id: ticket.organizationId },
    select: { timeZone: true },
  });
  const since = ticket.closedAt ?? ticket.resolvedAt ?? ticket.updatedAt;
  if (held.at.toISOString() > reopenableUntil(since.toISOString(), timeZone)) {
    throw new AppError(
      "conflict",
      `${ticket.reference} was closed more than 14 days ago and stays closed. Nothing was saved: open a follow-up, which will be linked to it.`,
      { data: { followUpOf: ticket.id } },
    );
  }
  await reopenClocks(tx, held);
  context.emit(ticketReopened, { organizationId: context.actor.organizationId, ticketId: ticket.id });
  return { status: to, outcome: null, resolvedAt: null, closedAt: null };
}

function refuse(reason: string | null): void {
  if (reason !== null) throw new AppError("conflict", reason);
}

/** What the rules about waiting and resolving ask of the thread; read from it, never declared. */
async function factsOf({ tx }: CommandContext, { ticket }: HeldTicket) {
  const of = { ticketId: ticket.id, kind: "public" } as const;
  const last = await tx.ticketMessage.findFirst({ where: of, orderBy: [{ ticketVersion: "desc" }, { id: "desc" }] });
  const answer = await tx.ticketMessage.findFirst({ where: { ...of, side: "desk" } });
  return { lastPublic: last?.side ?? null, answered: answer !== null, unanswered: ticket.unansweredSince !== null };
}
