import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { DisposalStateBadge } from "@/components/audit/disposal-state-badge";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { listDisposals } from "@/lib/audit/disposal/queries";
import { DisposalState, disposalStateLabels } from "@/lib/audit/disposal/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { EvidenceTabs } from "../evidence-tabs";
import { proposeDisposalAction } from "./actions";

export const metadata: Metadata = { title: "Disposal" };

const path = "/audit/disposal";
const choices = DisposalState.options.map((value) => ({ value, label: disposalStateLabels[value] }));

export default async function DisposalsPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listDisposals, searchParams);
  const { lists, count, due, next } = await pageResult(() => listDisposals(actor, params));
  return (
    <Page>
      <PageHead
        title="Disposal"
        lead="What is past its retention is listed every quarter. One person requests, another approves; then content and keys are destroyed, and records, hashes and custody stay."
      />
      <EvidenceTabs actor={actor} />
      {mayDo(actor, "disposal:propose") ? (
        <ActionForm
          action={proposeDisposalAction}
          organizationId={actor.organizationId}
          submitLabel="List what is past its retention"
          pendingLabel="Listing…"
          next={`${countWords(due, "piece is", "pieces are")} past retention today. A list destroys nothing by itself.`}
        />
      ) : null}
      <FilterBar
        path={path}
        params={params}
        filters={[{ name: "state", label: "State", choices }]}
        count={countWords(count, "list")}
      />
      <DataTable
        caption="Disposal lists"
        rows={lists}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${row.id}`}
        empty={
          <EmptyState title="No lists here">
            The next one comes at the beginning of the quarter, or when you ask for it.
          </EmptyState>
        }
        columns={[
          { key: "reference", header: "List", cell: (row) => row.reference },
          { key: "by", header: "Proposed by", from: "lg", cell: (row) => row.proposedBy },
          {
            key: "pieces",
            header: "To destroy",
            align: "right",
            card: true,
            cell: (row) => row.pieces,
          },
          { key: "skipped", header: "Kept", align: "right", card: true, cell: (row) => row.skipped },
          { key: "state", header: "State", card: true, cell: (row) => <DisposalStateBadge state={row.state} /> },
          {
            key: "at",
            header: "Listed",
            align: "right",
            from: "lg",
            cell: (row) => <RelativeTime value={row.proposedAt.toISOString()} zone={organization.timeZone} />,
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
