import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { RequestDeadline, RequestStatusBadge } from "@/components/privacy/request-status";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState, NoResultsState } from "@/components/shell/states";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { requestQueue } from "@/lib/privacy/requests/queue";
import { deadlineFilter, deadlineFilterLabels } from "@/lib/privacy/requests/schema";
import { RequestKind, RequestStatus, requestKindLabels, requestStatusLabels } from "@/lib/privacy/schema";

export const metadata: Metadata = { title: "Privacy requests" };

const path = "/privacy";
const filters = [
  {
    name: "state",
    label: "Shown",
    unset: "Open requests",
    choices: [
      { value: "closed", label: "Closed" },
      { value: "all", label: "Open and closed" },
    ],
  },
  {
    name: "deadline",
    label: "Deadline",
    choices: deadlineFilter.options.map((value) => ({ value, label: deadlineFilterLabels[value] })),
  },
  {
    name: "status",
    label: "Status",
    choices: RequestStatus.options.map((value) => ({ value, label: requestStatusLabels[value] })),
  },
  {
    name: "kind",
    label: "Right",
    choices: RequestKind.options.map((value) => ({ value, label: requestKindLabels[value] })),
  },
];

export default async function PrivacyPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(requestQueue, searchParams);
  const { rows, count, next } = await pageResult(() => requestQueue(actor, params));
  const filtered = Object.keys(params).length > 0;
  const enter = mayDo(actor, "request:create:any") ? (
    <Button asChild>
      <Link href={`${path}/requests/new`}>Enter a request</Link>
    </Button>
  ) : undefined;
  return (
    <Page>
      <PageHead
        title="Privacy requests"
        lead="What people asked about their data, the most urgent first. Each has a legal date."
        actions={enter}
      />
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "reference, name or address" }}
        filters={filters}
        count={countWords(count, "request")}
      />
      <DataTable
        caption="Requests"
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/requests/${row.id}`}
        empty={
          filtered ? (
            <NoResultsState title="No request fits these filters">Remove one of them.</NoResultsState>
          ) : (
            <EmptyState title="No open requests" action={enter}>
              They arrive by the public form at /p/{organization.slug}, or are entered here.
            </EmptyState>
          )
        }
        columns={[
          { key: "name", header: "Who", cell: (row) => row.name },
          {
            key: "reference",
            header: "Reference",
            className: "whitespace-nowrap",
            from: "lg",
            cell: (row) => <span className="tabular-nums whitespace-nowrap">{row.reference}</span>,
          },
          { key: "kind", header: "Right", from: "lg", cell: (row) => requestKindLabels[row.kind] },
          {
            key: "due",
            header: "Due",
            card: true,
            cell: (row) => <RequestDeadline {...row} zone={organization.timeZone} />,
          },
          {
            key: "status",
            header: "Status",
            card: true,
            cell: (row) => <RequestStatusBadge status={row.status} waits={row.waits} />,
          },
        ]}
      />
      <Pager
        nextHref={next ? listUrl(path, params, { cursor: next }) : undefined}
        previousHref={params.cursor ? listUrl(path, params, { cursor: undefined }) : undefined}
      />
    </Page>
  );
}
