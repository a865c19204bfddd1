import Link from "next/link";
import {
  supportTierLabels,
  ticketCategoryLabels,
  ticketChannelLabels,
  ticketOutcomeLabels,
} from "@/lib/support/schema";
import { FactList } from "../status/fact-list";
import { RelativeTime } from "../status/relative-time";
import { Alert } from "../ui/alert";
import { ClockList } from "./clock-list";
import { PriorityBadge, TicketStatusBadge } from "./ticket-badges";
import type { DeskTicket } from "./types";

/** Clocks first, then the customer with tier, then the properties and what is linked. */
export function TicketPanel({
  ticket,
  zone,
  children,
}: {
  ticket: DeskTicket;
  zone: string;
  /** The forms that change it. */
  children: React.ReactNode;
}) {
  const linked = [...(ticket.followUpOf ? [ticket.followUpOf] : []), ...ticket.followUps];
  return (
    <aside aria-label="About this ticket" className="grid min-w-0 content-start gap-6">
      <section className="grid gap-3">
        <h2 className="text-section">Clocks</h2>
        <ClockList clocks={ticket.clocks} zone={zone} />
        {ticket.relaxed > 0 ? (
          <p className="text-xs text-muted-foreground">Targets relaxed {ticket.relaxed} times</p>
        ) : null}
      </section>
      {ticket.emergencyRequested ? (
        <Alert tone="warning" title="The customer says it is an emergency">
          Confirm it by setting the priority to Emergency, or keep High to decline.
        </Alert>
      ) : null}
      {children}
      <section className="grid gap-3">
        <h2 className="text-section">Customer</h2>
        <FactList
          stacked
          facts={[
            { label: "Name", value: ticket.requester.name },
            ...(ticket.requester.email ? [{ label: "Email", value: ticket.requester.email }] : []),
            ...(ticket.company ? [{ label: "Company", value: ticket.company }] : []),
            { label: "Tier", value: supportTierLabels[ticket.tier] },
          ]}
        />
      </section>
      <section className="grid gap-3">
        <h2 className="text-section">Properties</h2>
        <FactList
          stacked
          facts={[
            { label: "Status", value: <TicketStatusBadge status={ticket.status} /> },
            ...(ticket.outcome ? [{ label: "Outcome", value: ticketOutcomeLabels[ticket.outcome] }] : []),
            { label: "Priority", value: <PriorityBadge priority={ticket.priority} /> },
            ...(ticket.priorityReason ? [{ label: "Suggested because", value: ticket.priorityReason }] : []),
            { label: "Assigned to", value: ticket.assignee?.name ?? "Nobody yet" },
            { label: "Category", value: ticketCategoryLabels[ticket.category] },
            { label: "Came by", value: ticketChannelLabels[ticket.channel] },
            { label: "Opened", value: <RelativeTime value={ticket.createdAt} zone={zone} /> },
            {
              label: "SLA policy",
              value: ticket.policy ? `${ticket.policy.name}, version ${ticket.policy.version}` : "No SLA",
            },
            ...(linked.length > 0
              ? [
                  {
                    label: "Linked tickets",
                    value: linked.map((each) => (
                      <Link
                        key={each.id}
                        href={`/support/tickets/${each.id}`}
                        className="block text-primary-text underline"
                      >
                        {each.reference}
                      </Link>
                    )),
                  },
                ]
              : []),
          ]}
        />
      </section>
    </aside>
  );
}
