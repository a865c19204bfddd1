import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { pageLoader, pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page } from "@/components/shell/page";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo, type UserActor } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";
import { agentTicket } from "@/lib/support/queries/agent-ticket";
import { ownTicket } from "@/lib/support/queries/own-tickets";
import { queueInput } from "@/lib/support/queries/queue";
import { DeskColumns } from "../../desk-columns";
import { QueueColumn, readQueue } from "../../queue-column";
import { CustomerTicket } from "./customer-ticket";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Search;
};

/** One's own ticket is seen as its customer sees it, by people of the desk too (S21). */
const load = pageLoader(async (actor, id) => {
  if (!z.uuid().safeParse(id).success) notFound();
  const desk = mayDo(actor, "ticket:read") ? await deskView(actor, id) : null;
  return desk ? { desk } : { own: await ownTicket(actor, { ticketId: id }) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { desk, own } = await load((await params).id);
  const { reference, title } = desk ?? own;
  return { title: `${reference} ${title}` };
}

export default async function TicketPage({ params, searchParams }: Props) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const { desk: ticket, own } = await load(id);
  if (!ticket) {
    return <CustomerTicket ticket={own} zone={organization.timeZone} organizationId={actor.organizationId} />;
  }
  const filters = await readParams(queueInput, searchParams);
  const queue = await pageResult(() => readQueue(actor, filters));
  return (
    <Page width="full">
      <Link
        href="/support"
        className="inline-flex min-h-6 items-center text-primary-text underline max-md:min-h-11 xl:hidden"
      >
        Back to the queue
      </Link>
      <DeskColumns
        first="ticket"
        rail={
          <QueueColumn
            queue={queue}
            params={filters}
            at={{ path: `/support/tickets/${ticket.id}`, ticket: ticket.id }}
          />
        }
        ticket={ticket}
        zone={organization.timeZone}
        organizationId={actor.organizationId}
        me={actor.personId}
      />
    </Page>
  );
}

async function deskView(actor: UserActor, ticketId: string) {
  try {
    return await agentTicket(actor, { ticketId });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
