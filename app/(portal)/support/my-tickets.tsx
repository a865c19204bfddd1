import Link from "next/link";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { TicketStatusBadge } from "@/components/support/ticket-badges";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Button } from "@/components/ui/button";
import type { ownTickets } from "@/lib/support/queries/own-tickets";
import type { QueueParams } from "./queue-column";

type Props = { list: Awaited<ReturnType<typeof ownTickets>>; params: QueueParams; zone: string };

export function MyTickets({ list, params: { q, cursor }, zone }: Props) {
  const params = { q, cursor };
  return (
    <>
      <FilterBar
        path="/support"
        params={params}
        search={{ name: "q", placeholder: "title" }}
        count={countWords(list.total, "ticket")}
      />
      <DataTable
        caption="My tickets"
        rows={list.rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `/support/tickets/${row.id}`}
        empty={
          <EmptyState
            title={q ? "No ticket of yours says that" : "You have not asked anything yet"}
            action={
              <Button asChild variant="secondary">
                <Link href="/support/new">Open a ticket</Link>
              </Button>
            }
          >
            Questions, problems and requests, each with its answers and the date by which you hear from us.
          </EmptyState>
        }
        columns={[
          { key: "title", header: "Title", cell: (row) => <span dir="auto">{row.title}</span> },
          {
            key: "reference",
            header: "Reference",
            className: "whitespace-nowrap",
            from: "lg",
            cell: (row) => <span className="whitespace-nowrap tabular-nums">{row.reference}</span>,
          },
          {
            key: "status",
            header: "Status",
            card: true,
            cell: (row) => <TicketStatusBadge forCustomer status={row.status} />,
          },
          {
            key: "last",
            header: "Last message",
            align: "right",
            card: true,
            cell: (row) => <RelativeTime value={row.lastMessageAt} zone={zone} />,
          },
        ]}
      />
      <Pager
        nextHref={list.nextCursor ? listUrl("/support", params, { cursor: list.nextCursor }) : undefined}
        previousHref={cursor ? listUrl("/support", params, {}) : undefined}
      />
    </>
  );
}
