import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { leftOut } from "@/components/shell/left-out";
import { Page, PageHead } from "@/components/shell/page";
import { listUrl } from "@/components/table/list-url";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { agentTicket } from "@/lib/support/queries/agent-ticket";
import { ownTickets } from "@/lib/support/queries/own-tickets";
import { queueInput } from "@/lib/support/queries/queue";
import { DeskColumns } from "./desk-columns";
import { MyTickets } from "./my-tickets";
import { QueueColumn, readQueue } from "./queue-column";

export const metadata: Metadata = { title: "Support" };

/** The list, and the ticket that is open beside it. */
const inAddress = queueInput.omit({ limit: true }).extend({ ticket: z.uuid().optional() });

export default async function SupportPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const open = (
    <Button asChild>
      <Link href="/support/new">Open a ticket</Link>
    </Button>
  );
  if (!mayDo(actor, "ticket:read")) {
    const params = await readParams(ownTickets, searchParams);
    const list = await pageResult(() => ownTickets(actor, params));
    return (
      <Page>
        <PageHead title="My tickets" lead="What you asked the support desk, and what it answered." actions={open} />
        <MyTickets list={list} params={params} zone={organization.timeZone} />
      </Page>
    );
  }
  const { ticket: ticketId, ...params } = await readParams(inAddress, searchParams);
  const queue = await pageResult(() => readQueue(actor, params));
  const first = queue.rows.find((row) => row.requesterId !== actor.personId);
  // The address holds the ticket: when the queue is sorted anew, no other takes its place under what is being typed. A line about
  // a damaged address would not survive being sent on: then a ticket is chosen by hand.
  if (!ticketId && first && leftOut().size === 0)
    redirect(listUrl("/support", params, { cursor: params.cursor, ticket: first.id }));
  const ticket = ticketId ? await pageResult(() => agentTicket(actor, { ticketId })) : null;
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
