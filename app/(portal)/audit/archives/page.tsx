import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ArchiveStateBadge } from "@/components/audit/archive-state-badge";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { listArchives } from "@/lib/audit/archive/queries";
import { rangeWords } from "@/lib/audit/archive/rules";
import { ArchiveState, archiveStateLabels } from "@/lib/audit/archive/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { AuditTabs } from "../tabs";
import { proposeArchivesAction } from "./actions";
import { monthWords } from "./month-words";

export const metadata: Metadata = { title: "Archives" };

const path = "/audit/archives";
const choices = ArchiveState.options.map((value) => ({ value, label: archiveStateLabels[value] }));

export default async function ArchivesPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listArchives, searchParams);
  const { archives, count, next } = await pageResult(() => listArchives(actor, params));
  const zone = organization.timeZone;
  return (
    <Page>
      <PageHead
        title="Archives"
        lead="Months past every retention lie in bundles that anybody can check offline. Their events keep their places, hashes and proofs in the log."
      />
      <AuditTabs actor={actor} />
      {mayDo(actor, "archive:propose") ? (
        <ActionForm
          action={proposeArchivesAction}
          organizationId={actor.organizationId}
          submitLabel="List months to archive"
          pendingLabel="Listing…"
          next="The portal does so every quarter. The keys of a month are destroyed first; a list moves nothing by itself."
        />
      ) : null}
      <FilterBar
        path={path}
        params={params}
        filters={[{ name: "state", label: "State", choices }]}
        count={countWords(count, "month")}
      />
      <DataTable
        caption="Archived months of the log"
        rows={archives}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${row.id}`}
        empty={
          <EmptyState title="No months here">
            A month is listed once every retention class in it has ended, at the earliest after ninety days.
          </EmptyState>
        }
        columns={[
          { key: "month", header: "Month", cell: (row) => monthWords(row.month) },
          { key: "reference", header: "Archive", card: true, cell: (row) => row.reference },
          { key: "range", header: "Places", from: "lg", cell: rangeWords },
          { key: "state", header: "State", card: true, cell: (row) => <ArchiveStateBadge state={row.state} /> },
          {
            key: "at",
            header: "Archived",
            align: "right",
            from: "lg",
            cell: (row) =>
              row.finishedAt ? <RelativeTime value={row.finishedAt.toISOString()} zone={zone} /> : "Not yet",
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
