import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
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
  const first = queue.rows.find((row) => row.requesterId !== actor.personId);
  const ticket = first ? await pageResult(() => agentTicket(actor, { ticketId: first.id })) : null;
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
        rail={<QueueColumn queue={queue} params={params} current={ticket?.id} />}
        ticket={ticket}
        zone={organization.timeZone}
        organizationId={actor.organizationId}
        me={actor.personId}
      />
    </Page>
  );
}
