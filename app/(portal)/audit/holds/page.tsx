import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { HoldStateBadge } from "@/components/audit/hold-state-badge";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Button } from "@/components/ui/button";
import { listHolds } from "@/lib/audit/holds/queries";
import { HoldState, holdStateLabels } from "@/lib/audit/holds/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { EvidenceTabs } from "../evidence-tabs";

export const metadata: Metadata = { title: "Legal holds" };

const path = "/audit/holds";
const choices = HoldState.options.map((value) => ({ value, label: holdStateLabels[value] }));

export default async function HoldsPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listHolds, searchParams);
  const { holds, count, next } = await pageResult(() => listHolds(actor, params));
  const place = mayDo(actor, "hold:place") ? (
    <Button asChild>
      <Link href={`${path}/new`}>Place a hold</Link>
    </Button>
  ) : undefined;
  return (
    <Page>
      <PageHead
        title="Legal holds"
        lead="What a hold names or asks for is neither disposed of nor made unreadable, whatever its retention says. Releasing takes two people."
        actions={place}
      />
      <EvidenceTabs actor={actor} />
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "reference or title" }}
        filters={[{ name: "state", label: "State", choices }]}
        count={countWords(count, "hold")}
      />
      <DataTable
        caption="Legal holds"
        rows={holds}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${row.id}`}
        empty={
          <EmptyState title="No holds here" action={place}>
            Place one when proceedings, an audit or an authority need something kept.
          </EmptyState>
        }
        columns={[
          { key: "title", header: "Title", cell: (row) => row.title },
          {
            key: "reference",
            header: "Reference",
            className: "whitespace-nowrap",
            from: "lg",
            cell: (row) => row.reference,
          },
          { key: "scope", header: "What it asks for", from: "xl", cell: (row) => row.scope ?? "Named objects only" },
          { key: "items", header: "Held", align: "right", card: true, cell: (row) => row.items },
          { key: "state", header: "State", card: true, cell: (row) => <HoldStateBadge state={row.state} /> },
          {
            key: "at",
            header: "Placed",
            align: "right",
            from: "lg",
            cell: (row) => <RelativeTime value={row.placedAt.toISOString()} zone={organization.timeZone} />,
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
