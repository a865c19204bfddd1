import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { inTenant } from "@/lib/platform/db/tenant";
import { setUpSla } from "@/lib/support/sla/set-up";
import { slaIsDue, sweepSla } from "@/lib/support/sla/sweep";
import { addNote } from "@/lib/support/tickets/add-note";
import { assignTicket, claimTicket } from "@/lib/support/tickets/assign";
import { changePriority } from "@/lib/support/tickets/change-priority";
import { changeStatus } from "@/lib/support/tickets/change-status";
import { openTicket } from "@/lib/support/tickets/open-ticket";
import { replyToTicket } from "@/lib/support/tickets/reply";
import type { SeedContext } from "./context";
import { lateTickets, openTickets, solvedTickets } from "./support-tickets";

const HOUR = 1 / 24;
const MINUTE = HOUR / 60;

/** The desk of Northwind: a year of holidays, a queue with warnings and two breaches, notes, and what was solved before. */
export async function seedSupport(context: SeedContext): Promise<void> {
  if (!context.people["lea.hahn"]) return aster(context);
  await context.daysAgo(360, () => setUpSla(context.actor("lea.hahn"), { holidays: holidays("DE-BE") }));
  for (const story of solvedTickets) {
    const ticketId = await open(context, story.by, story.daysAgo, story);
    const agent = story.agent ?? "theo.vogt";
    await context.daysAgo(story.daysAgo - 40 * MINUTE, () => claimTicket(context.actor(agent), { ticketId }));
    await say(context, agent, story.daysAgo - HOUR, ticketId, story.answer);
    if (story.thanks) await say(context, story.by, story.daysAgo - 2 * HOUR, ticketId, story.thanks);
    await say(context, agent, story.daysAgo - 3 * HOUR, ticketId, story.last, "resolved");
  }
  for (const story of lateTickets) {
    const ticketId = await open(context, story.by, story.daysAgo, story);
    if (story.note) await note(context, "rosa.keller", story.daysAgo - HOUR, ticketId, story.note);
  }
  for (const days of [5, 4, 3, 2, 1]) await sweepAll(context, days);
  for (const story of openTickets.toSorted((x, y) => y.daysAgo - x.daysAgo)) await tellOpen(context, story);
  await sweepAll(context, 0);
}

/** The desk reacts within an hour and a half; what a customer adds came in the last hour. */
async function tellOpen(context: SeedContext, story: (typeof openTickets)[number]): Promise<void> {
  const ticketId = await open(context, story.by, story.daysAgo, story);
  const after = (hours: number, share: number) => story.daysAgo - Math.min(hours * HOUR, share * story.daysAgo);
  const agent = story.agent ?? "rosa.keller";
  if (story.agent) await context.daysAgo(after(0.4, 0.1), () => claimTicket(context.actor(agent), { ticketId }));
  if (story.note) await note(context, agent, after(0.8, 0.2), ticketId, story.note);
  if (story.answer) await say(context, agent, after(1.4, 0.35), ticketId, story.answer, story.next);
  if (story.lower) await lower(context, ticketId, after(2, 0.4));
  if (story.escalate) await escalate(context, ticketId, after(3, 0.5));
  if (story.handOver) await handOver(context, ticketId, after(4, 0.6));
  if (story.thanks) await say(context, story.by, Math.min(HOUR, 0.3 * story.daysAgo), ticketId, story.thanks);
}

type Story = {
  title: string;
  description: string;
  category: Parameters<typeof openTicket>[1]["category"];
  priority?: Parameters<typeof openTicket>[1]["priority"];
  phone?: boolean;
};

async function open(context: SeedContext, by: string, days: number, story: Story): Promise<string> {
  const { title, description, category, priority } = story;
  const requester = context.actor(by);
  const opener = story.phone ? context.actor("rosa.keller") : requester;
  const more = story.phone ? { requesterId: requester.personId, channel: "phone" as const } : {};
  const opened = await context.daysAgo(days, () =>
    openTicket(opener, { title, description, category, priority, ...more }),
  );
  return opened.ticketId;
}

function say(
  context: SeedContext,
  by: string,
  days: number,
  ticketId: string,
  body: string,
  next?: "resolved" | "waiting_customer",
) {
  return context.daysAgo(days, () => replyToTicket(context.actor(by), { ticketId, body, next }));
}

function note(context: SeedContext, by: string, days: number, ticketId: string, body: string) {
  return context.daysAgo(days, () => addNote(context.actor(by), { ticketId, body }));
}

async function versionOf(actor: UserActor, ticketId: string): Promise<number> {
  const ticket = await inTenant(actor.organizationId, "read", (tx) =>
    tx.ticket.findUniqueOrThrow({ where: { id: ticketId } }),
  );
  return ticket.version;
}

async function escalate(context: SeedContext, ticketId: string, days: number): Promise<void> {
  const actor = context.actor("theo.vogt");
  const version = await versionOf(actor, ticketId);
  const escalationReason = "technical_complexity" as const;
  await context.daysAgo(days, () => changeStatus(actor, { ticketId, version, status: "escalated", escalationReason }));
}

async function lower(context: SeedContext, ticketId: string, days: number): Promise<void> {
  const actor = context.actor("lea.hahn");
  const version = await versionOf(actor, ticketId);
  const reason = "The clinic says it can wait until after the audit.";
  await context.daysAgo(days, () => changePriority(actor, { ticketId, version, priority: "medium", reason }));
}

async function handOver(context: SeedContext, ticketId: string, days: number): Promise<void> {
  const actor = context.actor("lea.hahn");
  const version = await versionOf(actor, ticketId);
  const assigneeId = context.actor("rosa.keller").personId;
  await context.daysAgo(days, () => assignTicket(actor, { ticketId, version, assigneeId }));
}

async function sweepAll(context: SeedContext, days: number): Promise<void> {
  const system = context.system("support-sweep-sla");
  const due = () => context.daysAgo(days, () => slaIsDue(system, {}));
  while (await due()) await context.daysAgo(days, () => sweepSla(system, {}));
}

/** Aster's desk has no SLA yet: the screens say so, and nothing of Northwind's crosses over. */
async function aster(context: SeedContext): Promise<void> {
  await open(context, "mina.jansen", 1, {
    title: "New badge for the Utrecht gate",
    description: "Mine stopped opening the gate on Friday.",
    category: "account_access",
  });
}

function holidays(region: string): string[] {
  const table = JSON.parse(readFileSync(path.join("prisma/data/holidays", `${region}.json`), "utf8")) as {
    holidays: { date: string }[];
  };
  return table.holidays.map(({ date }) => date);
}
