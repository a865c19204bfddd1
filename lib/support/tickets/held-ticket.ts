import "server-only";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import type { SlaClock, SlaPause, Ticket } from "@/lib/platform/db/generated/client";
import { AppError, notFound } from "@/lib/platform/errors";
import type { CommandContext } from "@/lib/platform/operation/context";
import { type Judgement, keptJudgement } from "../sla/judgement";
import { recordPassedDueTimes } from "./breach";
import { whatChanged } from "./what-changed";

/** A ticket locked for one command, with its clocks, pauses and what it is judged by; due times that have passed are recorded. */
export type HeldTicket = {
  ticket: Ticket;
  clocks: SlaClock[];
  pauses: SlaPause[];
  judgement: Judgement | null;
  /** The moment of this change: never before the last one, whichever of two writers waited for the lock. */
  at: Date;
};

/** Who is asking decides what is visible: the desk sees every ticket, everybody else their own (S25). */
export function ownerIdOf(actor: Actor): string | null {
  if (actor.kind === "user") return actor.personId;
  if (actor.kind === "api_key") return actor.createdById;
  return null;
}

export function seesTicket(actor: Actor, ticket: Pick<Ticket, "requesterId">): boolean {
  return actor.kind === "system" || mayDo(actor, "ticket:read") || ticket.requesterId === ownerIdOf(actor);
}

/** A person of the desk, on a ticket that is not their own: only these answer for the organisation (S13). */
export function worksOn(actor: Actor, ticket: Pick<Ticket, "requesterId">): boolean {
  return actor.kind === "user" && mayDo(actor, "ticket:work") && ticket.requesterId !== actor.personId;
}

export async function holdTicket(context: CommandContext, ticketId: string, seen?: number): Promise<HeldTicket> {
  const { tx, actor, now } = context;
  const locked = await tx.$queryRaw<{ id: string }[]>`
    select id from ticket where id = ${ticketId}::uuid and organization_id = ${actor.organizationId}::uuid for no key update`;
  const ticket = locked.length === 1 ? await tx.ticket.findUnique({ where: { id: ticketId } }) : null;
  if (!ticket || !seesTicket(actor, ticket)) throw notFound("This ticket");
  if (seen !== undefined && seen !== ticket.version) {
    throw new AppError("conflict", await whatChanged(tx, ticket, seen, now), {
      data: { version: ticket.version },
      recorded: `The ticket is at version ${ticket.version} by now.`,
    });
  }
  const clocks = await tx.slaClock.findMany({ where: { ticketId }, orderBy: { startedAt: "asc" } });
  const pauses = await tx.slaPause.findMany({ where: { ticketId }, orderBy: { startedAt: "asc" } });
  const judgement = await keptJudgement(tx, ticket.policyVersionId);
  const changed = [ticket.updatedAt, ...clocks.map((clock) => clock.changedAt)].map((date) => date.getTime());
  const held = { ticket, clocks, pauses, judgement, at: new Date(Math.max(now.getTime(), ...changed)) };
  return { ...held, clocks: await recordPassedDueTimes(context, held) };
}
