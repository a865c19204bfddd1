import "server-only";
import type { Ticket } from "@/lib/platform/db/generated/client";
import { env } from "@/lib/platform/env";
import { queueMail } from "@/lib/platform/mail/send";
import type { CommandContext } from "@/lib/platform/operation/context";
import { deskPeople, emailOf } from "./people";

export const ticketUrl = (id: string) => new URL(`/support/tickets/${id}`, env.PUBLIC_URL).href;

/**
 * Tells the assignee, or the managers when nobody has the ticket. Never what was said in it: only that something is due.
 * SLA_MONITORING_ENABLED=false stops these mails; due times and breaches are recorded all the same.
 */
export async function tellDesk(
  { tx, now }: Pick<CommandContext, "tx" | "now">,
  ticket: Ticket,
  mail: { kind: string; subject: string; sentence: string; managersToo?: boolean },
): Promise<void> {
  if (!env.SLA_MONITORING_ENABLED) return;
  const desk = await deskPeople(tx, ticket.organizationId);
  const assignee = desk.find((person) => person.id === ticket.assigneeId);
  const managers = assignee && !mail.managersToo ? [] : desk.filter((person) => person.manager);
  const recipients = new Set([...(assignee ? [assignee] : []), ...managers].map((person) => person.email));
  for (const recipient of recipients) {
    const body = `${mail.sentence}\n\n${ticketUrl(ticket.id)}\n`;
    const { kind, subject } = mail;
    const thread = `ticket-${ticket.id}`;
    await queueMail(tx, { organizationId: ticket.organizationId, kind, recipient, subject, body, thread }, now);
  }
}

/** Tells one person of a ticket. */
export async function tellPerson(
  { tx, now }: Pick<CommandContext, "tx" | "now">,
  ticket: Ticket,
  personId: string,
  mail: { kind: string; subject: string; body: string },
): Promise<void> {
  const recipient = await emailOf(tx, personId);
  if (!recipient) return;
  const body = `${mail.body}\n\n${ticketUrl(ticket.id)}\n`;
  const { kind, subject } = mail;
  const thread = `ticket-${ticket.id}`;
  await queueMail(tx, { organizationId: ticket.organizationId, kind, recipient, subject, body, thread }, now);
}
