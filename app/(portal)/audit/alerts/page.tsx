import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { AlertLevelBadge, AlertStatusBadge } from "@/components/audit/alert-badges";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { listAlerts } from "@/lib/audit/alerts/queries";
import { AlertLevel, AlertStatus, alertLevelLabels, alertStatusLabels } from "@/lib/audit/alerts/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { AuditTabs } from "../tabs";

export const metadata: Metadata = { title: "Alerts" };

const path = "/audit/alerts";
const filters = [
  {
    name: "status",
    label: "State",
    unset: "State: not resolved",
    choices: AlertStatus.options.map((value) => ({ value, label: alertStatusLabels[value] })),
  },
  {
    name: "level",
    label: "Level",
    choices: AlertLevel.options.map((value) => ({ value, label: alertLevelLabels[value] })),
  },
];

export default async function AlertsPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listAlerts, searchParams);
  const { alerts, count, next } = await pageResult(() => listAlerts(actor, params));
  return (
    <Page>
      <PageHead
        title="Alerts"
        lead="What the rules found in the trail and somebody should look at: one alert per rule and object, until it is resolved."
      />
      <AuditTabs actor={actor} />
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "title" }}
        filters={filters}
        count={countWords(count, "alert")}
      />
      <DataTable
        caption="Alerts"
        rows={alerts}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${row.id}`}
        empty={
          <EmptyState title={params.status || params.level || params.q ? "No alert like this" : "No open alerts"}>
            Open and acknowledged alerts stand here. Choose “Resolved” above to see those that are done.
          </EmptyState>
        }
        columns={[
          { key: "title", header: "Alert", cell: (row) => row.title },
          { key: "level", header: "Level", card: true, cell: (row) => <AlertLevelBadge level={row.level} /> },
          { key: "status", header: "State", card: true, cell: (row) => <AlertStatusBadge status={row.status} /> },
          { key: "times", header: "Times", align: "right", from: "xl", cell: (row) => row.occurrences },
          {
            key: "at",
            header: "Raised",
            align: "right",
            from: "lg",
            cell: (row) => <RelativeTime value={row.raisedAt.toISOString()} zone={organization.timeZone} />,
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
