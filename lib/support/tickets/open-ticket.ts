import "server-only";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import type { Ticket } from "@/lib/platform/db/generated/client";
import { nextReference } from "@/lib/platform/db/reference";
import { AppError, dutyRefused, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { ticketOpened } from "../events";
import { openTicketInput, SupportTier, type TicketChannel } from "../schema";
import { calendarRowFor, chooseJudgement } from "../sla/judgement";
import { priorityOf } from "../ticket-priority";
import { startClock } from "./clock-rows";
import { tellPerson } from "./desk-mail";
import { type HeldTicket, ownerIdOf, seesTicket, worksOn } from "./held-ticket";
import { addLine, addMessage, NOT_URGENT, saveTicket } from "./save-ticket";

/** Opens a ticket for oneself, or for somebody else by the desk; its clocks start at once. */
export const openTicket = command({
  name: "ticket.open",
  summary: "Open a ticket",
  permission: "ticket:create",
  type: "support_ticket",
  crud: "create",
  controls: ["CC2.3"],
  input: openTicketInput,
  async run(context, input) {
    const { tx, actor, now } = context;
    const requester = await requesterOf(tx, actor, input.requesterId);
    const human = worksOn(actor, { requesterId: requester.personId });
    const tier = input.tier && mayDo(actor, "ticket:set-tier") ? input.tier : requester.tier;
    const { priority, reason, emergencyRequested } = priorityOf({
      ...input,
      tier,
      chosenBy: human ? "desk" : "customer",
    });
    const channel = channelOf(actor, human, input.channel);
    const company = requester.company;
    const judgement = await chooseJudgement(tx, actor.organizationId, { tier, category: input.category, company });
    const followUpOfId = input.followUpOf ? await visibleTicket(tx, actor, input.followUpOf) : null;
    const answered = channel === "phone" && human;
    const ticket = await tx.ticket.create({
      data: {
        id: newId(now.getTime()),
        organizationId: actor.organizationId,
        reference: await nextReference(tx, actor.organizationId, "SUP", now),
        version: 0,
        title: input.title,
        requesterId: requester.personId,
        company,
        tier,
        category: input.category,
        priority,
        priorityReason: reason,
        emergencyRequestedAt: emergencyRequested ? now : null,
        status: "open",
        channel,
        policyVersionId: judgement?.policy.id,
        calendarVersionId: judgement ? calendarRowFor(judgement, priority).id : null,
        followUpOfId,
        firstRespondedAt: answered ? now : null,
        unansweredSince: answered ? null : now,
        urgentAt: NOT_URGENT,
        createdAt: now,
        updatedAt: now,
      },
    });
    const held: HeldTicket = { ticket, clocks: [], pauses: [], judgement, at: now };
    await addMessage(tx, held, actor, {
      kind: "public",
      side: "customer",
      body: input.description,
      authorId: requester.personId,
    });
    if (human)
      await addLine(tx, held, actor, channel === "phone" ? "took this by phone" : "entered this for the customer");
    await startClock(tx, held, "first_response", answered ? now : null);
    await startClock(tx, held, "resolution");
    const saved = await saveTicket(tx, held);
    await confirm(context, saved);
    context.emit(ticketOpened, { organizationId: context.actor.organizationId, ticketId: saved.id });
    const due = (metric: string) => held.clocks.find((clock) => clock.metric === metric)?.dueAt?.toISOString() ?? null;
    return {
      output: {
        ticketId: saved.id,
        reference: saved.reference,
        status: saved.status,
        priority: saved.priority,
        firstResponseDue: due("first_response"),
        resolutionDue: due("resolution"),
        warnings: input.tier && input.tier !== tier ? ["support_tier is ignored: the tier of the contract counts"] : [],
      },
      event: {
        resource: { type: "ticket", id: saved.id, label: saved.reference },
        after: {
          requester: aboutPerson(requester.personId, requester.personId),
          title: aboutPerson(requester.personId, saved.title),
          bodySize: input.description.length,
          category: saved.category,
          priority: saved.priority,
          priorityReason: reason,
          emergencyRequested,
          tier: saved.tier,
          channel: saved.channel,
          policyVersionId: saved.policyVersionId,
        },
      },
    };
  },
});

async function requesterOf(tx: Tx, actor: Actor, wanted: string | undefined) {
  const self = ownerIdOf(actor);
  const personId = wanted ?? self;
  if (personId === null) throw new AppError("invalid", "Say whose ticket this is. Nothing was saved.");
  if (personId !== self && !mayDo(actor, "ticket:create:any")) {
    throw dutyRefused("Only the desk opens tickets for somebody else. Nothing was saved.");
  }
  const member = await tx.membership.findFirst({
    where: { organizationId: actor.organizationId, personId, active: true },
    select: { company: true, supportTier: true },
  });
  if (!member) {
    const fieldErrors = { requesterId: ["Nobody of this organisation has this id."] };
    throw new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors });
  }
  return { personId, company: member.company, tier: SupportTier.safeParse(member.supportTier).data ?? "standard" };
}

/** How it came is what we know, not what is claimed: only the desk says phone or mail. */
function channelOf(actor: Actor, human: boolean, wanted: TicketChannel | undefined): TicketChannel {
  if (actor.kind === "api_key") return "api";
  return human ? (wanted ?? "phone") : "portal";
}

async function visibleTicket(tx: Tx, actor: Actor, id: string): Promise<string> {
  const ticket = await tx.ticket.findFirst({ where: { id, organizationId: actor.organizationId } });
  if (!ticket || !seesTicket(actor, ticket)) throw notFound("The earlier ticket");
  return ticket.id;
}

function confirm(context: CommandContext, ticket: Ticket): Promise<void> {
  return tellPerson(context, ticket, ticket.requesterId, {
    kind: "ticket.opened",
    subject: `[${ticket.reference}] ${ticket.title}`,
    body: `We have your message and will answer it. Its reference is ${ticket.reference}. Follow it and add to it here:`,
  });
}
