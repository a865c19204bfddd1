import "server-only";
import type { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import type { Ticket } from "@/lib/platform/db/generated/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { ticketReplied } from "../events";
import { isOver } from "../rules";
import { type MessageSide, replyInput } from "../schema";
import { endClocks, startClock } from "./clock-rows";
import { tellPerson } from "./desk-mail";
import { type HeldTicket, holdTicket, ownerIdOf, worksOn } from "./held-ticket";
import { move } from "./move";
import { addLine, addMessage, saveTicket } from "./save-ticket";

type Input = z.output<typeof replyInput>;

/** A public message: the customer's own, or the desk's answer to the customer. Which of the two, the actor decides. */
export const replyToTicket = command({
  name: "ticket.reply",
  summary: "Reply on a ticket",
  permission: "ticket:reply:own",
  type: "support_ticket",
  crud: "create",
  controls: ["CC2.3"],
  input: replyInput,
  async run(context, input) {
    const { tx, actor } = context;
    const held = await holdTicket(context, input.ticketId);
    const before = { status: held.ticket.status, version: held.ticket.version };
    const side = sideOf(context, held);
    if (!input.sendAnyway) await assertNothingNewer(context, held, input.seenMessageId);
    const messageId = await addMessage(tx, held, actor, { kind: "public", side, body: input.body });
    const changes = side === "customer" ? await hear(context, held) : await answer(context, held, side, input);
    const ticket = await saveTicket(tx, held, changes);
    await tellOther(context, ticket, side, input.body);
    context.emit(ticketReplied, { organizationId: context.actor.organizationId, ticketId: ticket.id, messageId });
    return {
      output: {
        ticketId: ticket.id,
        messageId,
        status: ticket.status,
        firstRespondedAt: ticket.firstRespondedAt?.toISOString() ?? null,
        warnings: warningsFor(side, input),
      },
      event: {
        resource: { type: "ticket", id: ticket.id, label: ticket.reference },
        before,
        after: { status: ticket.status, version: ticket.version, messageId, side, bodySize: input.body.length },
      },
    };
  },
});

function warningsFor(side: MessageSide, { declaredFirstResponse, next }: Input): string[] {
  return [
    ...(declaredFirstResponse
      ? ["is_first_response is ignored: the first public reply of a person of the desk is the first response"]
      : []),
    ...(side === "customer" && next ? ["resolution_provided is ignored: the desk resolves tickets"] : []),
  ];
}

function sideOf({ actor }: CommandContext, { ticket }: HeldTicket): MessageSide {
  if (worksOn(actor, ticket)) return "desk";
  if (actor.kind === "api_key" && mayDo(actor, "ticket:work")) return "machine";
  if (ticket.requesterId === ownerIdOf(actor) && actor.kind === "user") return "customer";
  // A key of a customer speaks for the customer who made it.
  if (actor.kind === "api_key" && ticket.requesterId === actor.createdById) return "customer";
  throw notFound("This ticket");
}

/** The customer speaks: waiting ends, an over ticket opens again, and an exchange begins that wants an answer (S10, S11, S14). */
async function hear(context: CommandContext, held: HeldTicket): Promise<Partial<Ticket>> {
  const { tx } = context;
  const { ticket } = held;
  const next = ticket.assigneeId ? "in_progress" : "open";
  const moved = isOver(ticket.status)
    ? { ...(await move(context, held, "in_progress")), status: next }
    : ticket.status === "waiting_customer"
      ? { ...(await move(context, held, "in_progress")), status: next }
      : {};
  if (ticket.unansweredSince !== null) return moved as Partial<Ticket>;
  if (ticket.firstRespondedAt !== null) await startClock(tx, held, "next_response");
  return { ...moved, unansweredSince: held.at } as Partial<Ticket>;
}

/** The desk answers: the first of a person is the first response; keys and jobs answer nothing (S13, S14). */
async function answer(
  context: CommandContext,
  held: HeldTicket,
  side: MessageSide,
  input: Input,
): Promise<Partial<Ticket>> {
  const { tx, actor } = context;
  if (held.ticket.status === "closed") {
    throw new AppError("conflict", `${held.ticket.reference} is closed. Nothing was sent: reopen it first.`);
  }
  const changes: Partial<Ticket> = {};
  if (side === "desk" && actor.kind === "user") {
    await endClocks(tx, held, "first_response");
    await endClocks(tx, held, "next_response");
    changes.firstRespondedAt = held.ticket.firstRespondedAt ?? held.at;
    changes.unansweredSince = null;
    changes.assigneeId = held.ticket.assigneeId ?? actor.personId;
  }
  held.ticket = { ...held.ticket, ...changes };
  const untouched = held.ticket.status === "open" || held.ticket.status === "assigned";
  const to = input.next ?? (untouched && side === "desk" ? "in_progress" : held.ticket.status);
  if (to === held.ticket.status) return changes;
  const moved = await move(context, held, to);
  if (to === "resolved") await addLine(tx, held, actor, "resolved this with the reply");
  if (to === "waiting_customer") await addLine(tx, held, actor, "waits for the customer");
  return { ...changes, ...moved };
}

/** Somebody else's newer public reply asks first (S20). */
async function assertNothingNewer({ tx }: CommandContext, { ticket }: HeldTicket, seen: string | undefined) {
  if (seen === undefined) return;
  const newest = await tx.ticketMessage.findFirst({
    where: { ticketId: ticket.id, kind: "public" },
    orderBy: [{ ticketVersion: "desc" }, { id: "desc" }],
  });
  if (!newest || newest.id === seen) return;
  const who = newest.side === "customer" ? "The customer wrote" : "The desk replied";
  throw new AppError(
    "conflict",
    `${who} while you were typing. Nothing was sent: read it, then send again or tick “Send anyway”.`,
    { data: { newestMessageId: newest.id } },
  );
}

async function tellOther(context: CommandContext, ticket: Ticket, side: MessageSide, body: string): Promise<void> {
  const subject = `[${ticket.reference}] ${ticket.title}`;
  if (side !== "customer")
    return tellPerson(context, ticket, ticket.requesterId, { kind: "ticket.reply", subject, body });
  if (!ticket.assigneeId) return;
  await tellPerson(context, ticket, ticket.assigneeId, {
    kind: "ticket.customer-reply",
    subject: `[${ticket.reference}] The customer replied`,
    body: `The customer replied on ${ticket.reference}.`,
  });
}
