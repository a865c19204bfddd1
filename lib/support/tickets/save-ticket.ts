import "server-only";
import { type Actor, actorIdOf } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import type { Ticket } from "@/lib/platform/db/generated/client";
import { newId } from "@/lib/platform/ids";
import { isOver } from "../rules";
import type { MessageKind, MessageSide } from "../schema";
import { isRunning } from "./breach";
import type { HeldTicket } from "./held-ticket";

/** Sorts after everything that has a due time. */
export const NOT_URGENT = new Date("9999-12-31T00:00:00.000Z");

function urgentAt({ clocks }: Pick<HeldTicket, "clocks">): Date {
  const times = clocks.filter(isRunning).flatMap((clock) => (clock.dueAt ? [clock.dueAt.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : NOT_URGENT;
}

/** Writes what changed with the next version and the place in the queue; the last thing a command does with a ticket. */
export async function saveTicket(tx: Tx, held: HeldTicket, data: Partial<Ticket> = {}): Promise<Ticket> {
  const status = data.status ?? held.ticket.status;
  held.ticket = await tx.ticket.update({
    where: { id: held.ticket.id },
    data: {
      ...data,
      version: held.ticket.version + 1,
      updatedAt: held.at,
      urgentAt: isOver(status) ? NOT_URGENT : urgentAt(held),
    },
  });
  return held.ticket;
}

type NewMessage = { kind: MessageKind; side: MessageSide; body: string; authorId?: string; aboutPersonId?: string };

/** Adds to the thread; called before `saveTicket`, so it stands under the version that this command makes. */
export async function addMessage(tx: Tx, held: HeldTicket, actor: Actor, message: NewMessage): Promise<string> {
  const id = newId(held.at.getTime());
  await tx.ticketMessage.create({
    data: {
      authorId: actorIdOf(actor) ?? actor.kind,
      ...message,
      id,
      organizationId: held.ticket.organizationId,
      ticketId: held.ticket.id,
      ticketVersion: held.ticket.version + 1,
      createdAt: held.at,
    },
  });
  return id;
}

/** A line of history: what somebody did, in words that follow their name. The desk's only (S21). */
export function addLine(tx: Tx, held: HeldTicket, actor: Actor, body: string, aboutPersonId?: string): Promise<string> {
  const side = actor.kind === "user" && actor.personId !== held.ticket.requesterId ? "desk" : "machine";
  return addMessage(tx, held, actor, { kind: "system", side, body, aboutPersonId });
}
