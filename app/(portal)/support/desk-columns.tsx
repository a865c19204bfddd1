import type { ReactNode } from "react";
import { EmptyState } from "@/components/shell/states";
import { Composer } from "@/components/support/composer";
import { Thread } from "@/components/support/thread";
import { TicketKeys } from "@/components/support/ticket-keys";
import { TicketPanel } from "@/components/support/ticket-panel";
import type { DeskTicket } from "@/components/support/types";
import { cn } from "@/components/ui/cn";
import { noteAction, replyAction } from "./actions";
import { TicketForms } from "./ticket-forms";

type Props = {
  rail: ReactNode;
  ticket: DeskTicket | null;
  /** What a small screen shows: the list, or the ticket. */
  first: "rail" | "ticket";
  zone: string;
  organizationId: string;
  me: string;
};

/** Rail, thread and side panel beside each other from 1280 px; below that one after the other. */
export function DeskColumns({ rail, ticket, first, zone, organizationId, me }: Props) {
  const Heading = first === "ticket" ? "h1" : "h2";
  return (
    <div className="grid min-w-0 gap-6 xl:grid-cols-[18.75rem_minmax(0,1fr)_17rem] xl:items-start">
      <TicketKeys />
      <div
        className={cn(
          "min-w-0 xl:sticky xl:top-18 xl:max-h-[calc(100dvh-5rem)] xl:overflow-y-auto xl:p-1",
          first === "ticket" && "max-xl:hidden",
        )}
      >
        {rail}
      </div>
      {ticket ? (
        <>
          <article
            key={ticket.id}
            aria-label={`${ticket.reference} ${ticket.title}`}
            className={cn("grid min-w-0 gap-6", first === "rail" && "max-xl:hidden")}
          >
            <header className="grid gap-1">
              <p className="text-xs font-medium text-muted-foreground tabular-nums">{ticket.reference}</p>
              <Heading dir="auto" className="text-title wrap-anywhere">
                {ticket.title}
              </Heading>
            </header>
            <Thread messages={ticket.messages} zone={zone} />
            <Composer ticket={ticket} organizationId={organizationId} reply={replyAction} note={noteAction} />
          </article>
          <div
            key={`${ticket.id} panel`}
            className={cn(
              "min-w-0 xl:sticky xl:top-18 xl:max-h-[calc(100dvh-5rem)] xl:overflow-y-auto xl:p-1",
              first === "rail" && "max-xl:hidden",
            )}
          >
            <TicketPanel ticket={ticket} zone={zone}>
              <TicketForms ticket={ticket} organizationId={organizationId} me={me} />
            </TicketPanel>
          </div>
        </>
      ) : (
        <div className="max-xl:hidden xl:col-span-2">
          <EmptyState title="No ticket is open">The one you choose from the list opens here.</EmptyState>
        </div>
      )}
    </div>
  );
}
