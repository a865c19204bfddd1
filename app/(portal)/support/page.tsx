import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { listUrl } from "@/components/table/list-url";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo, type UserActor } from "@/lib/platform/auth/actor-types";
import { agentTicket } from "@/lib/support/queries/agent-ticket";
import { ownTickets } from "@/lib/support/queries/own-tickets";
import { DeskColumns } from "./desk-columns";
import { MyTickets } from "./my-tickets";
import { QueueColumn, queueParams, readQueue } from "./queue-column";

export const metadata: Metadata = { title: "Support" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SupportPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const search = await searchParams;
  const open = (
    <Button asChild>
      <Link href="/support/new">Open a ticket</Link>
    </Button>
  );
  if (!mayDo(actor, "ticket:read")) {
    const params = queueParams(search);
    const list = await pageResult(() => ownTickets(actor, { q: params.q, cursor: params.cursor }));
    return (
      <Page>
        <PageHead title="My tickets" lead="What you asked the support desk, and what it answered." actions={open} />
        <MyTickets list={list} params={params} zone={organization.timeZone} />
      </Page>
    );
  }
  const params = queueParams(search);
  const queue = await pageResult(() => readQueue(actor, params));
  const ticketId = [search.ticket].flat()[0];
  const first = queue.rows.find((row) => row.requesterId !== actor.personId);
  // The address holds the ticket: when the queue is sorted anew, no other takes its place under what is being typed.
  if (!ticketId && first) redirect(listUrl("/support", params, { cursor: params.cursor, ticket: first.id }));
  const ticket = ticketId ? await chosen(actor, ticketId) : null;
  return (
    <Page width="full">
      <PageHead
        title="Support"
        lead="The most urgent ticket first. Clocks count business time; what is breached stays breached."
        actions={
          <>
            <Button asChild variant="secondary">
              <Link href="/support/sla">SLA policies</Link>
            </Button>
            {open}
          </>
        }
      />
      <DeskColumns
        first="rail"
        rail={<QueueColumn queue={queue} params={params} at={{ path: "/support", ticket: ticket?.id }} />}
        ticket={ticket}
        zone={organization.timeZone}
        organizationId={actor.organizationId}
        me={actor.personId}
      />
    </Page>
  );
}

async function chosen(actor: UserActor, ticketId: string) {
  if (!z.uuid().safeParse(ticketId).success) notFound();
  return pageResult(() => agentTicket(actor, { ticketId }));
}
