import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { formatDay } from "@/components/status/calendar";
import { Deadline } from "@/components/status/deadline";
import { DataTable } from "@/components/table/data-table";
import { listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Button } from "@/components/ui/button";
import { listReviews } from "@/lib/audit/reviews/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { EvidenceTabs } from "../evidence-tabs";
import { ReviewStatusBadge } from "./status-badge";

export const metadata: Metadata = { title: "Access reviews" };

const path = "/audit/reviews";

export default async function ReviewsPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listReviews, searchParams);
  const { reviews, next } = await pageResult(() => listReviews(actor, params));
  const begin = mayDo(actor, "review:manage") ? (
    <Button asChild>
      <Link href={`${path}/new`}>Begin a review</Link>
    </Button>
  ) : undefined;
  return (
    <Page>
      <PageHead
        title="Access reviews"
        lead="Everybody's roles, frozen at one moment, looked at by those who know the work. What is not needed is taken away."
        actions={begin}
      />
      <EvidenceTabs actor={actor} />
      <DataTable
        caption="Access reviews"
        rows={reviews}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${row.id}`}
        empty={
          <EmptyState title="No access review yet" action={begin}>
            A campaign asks each manager about the roles of their people, and ends as evidence.
          </EmptyState>
        }
        columns={[
          { key: "title", header: "Campaign", cell: (row) => row.title },
          {
            key: "reference",
            header: "Reference",
            className: "whitespace-nowrap",
            from: "lg",
            cell: (row) => <span className="tabular-nums">{row.reference}</span>,
          },
          { key: "people", header: "People", align: "right", from: "lg", cell: (row) => row.people },
          {
            key: "progress",
            header: "Decided",
            card: true,
            align: "right",
            cell: (row) => <span className="tabular-nums">{`${row.decided} of ${row.items}`}</span>,
          },
          {
            key: "due",
            header: "Last day",
            from: "lg",
            cell: (row) =>
              row.status === "open" ? (
                <Deadline due={row.dueOn.toISOString().slice(0, 10)} zone={organization.timeZone} />
              ) : (
                formatDay(row.dueOn.toISOString().slice(0, 10), organization.timeZone)
              ),
          },
          { key: "status", header: "Status", card: true, cell: (row) => <ReviewStatusBadge status={row.status} /> },
        ]}
      />
      <Pager
        nextHref={next ? listUrl(path, params, { cursor: next }) : undefined}
        previousHref={params.cursor ? path : undefined}
      />
    </Page>
  );
}
