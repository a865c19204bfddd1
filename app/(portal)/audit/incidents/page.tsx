import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ClockBadge, IncidentStatusBadge, SeverityBadge } from "@/components/audit/incident-badges";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { listIncidents } from "@/lib/audit/incidents/queries";
import {
  IncidentCategory,
  IncidentSeverity,
  IncidentStatus,
  incidentCategoryLabels,
  incidentSeverityLabels,
  incidentStatusLabels,
} from "@/lib/audit/incidents/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { AuditTabs } from "../tabs";

export const metadata: Metadata = { title: "Incidents" };

const path = "/audit/incidents";
const choices = <T extends string>(options: readonly T[], labels: Record<T, string>) =>
  options.map((value) => ({ value, label: labels[value] }));
const filters = [
  { name: "status", label: "State", choices: choices(IncidentStatus.options, incidentStatusLabels) },
  { name: "severity", label: "Severity", choices: choices(IncidentSeverity.options, incidentSeverityLabels) },
  { name: "category", label: "Category", choices: choices(IncidentCategory.options, incidentCategoryLabels) },
];

export default async function IncidentsPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listIncidents, searchParams);
  const { incidents, count, missed, next } = await pageResult(() => listIncidents(actor, params));
  const handle = mayDo(actor, "incident:handle");
  const open = handle ? (
    <Button asChild>
      <Link href={`${path}/new`}>Open an incident</Link>
    </Button>
  ) : undefined;
  return (
    <Page>
      <PageHead
        title="Incidents"
        lead="From the first report to what was learnt. The timeline cannot be changed, and a closed incident is evidence for its controls."
        actions={
          <>
            <Button asChild variant="secondary">
              <Link href={`${path}/clocks`}>Clocks</Link>
            </Button>
            {open}
          </>
        }
      />
      <AuditTabs actor={actor} />
      {missed > 0 ? (
        <Alert tone="warning">
          {`${countWords(missed, "incident")} ${missed === 1 ? "was" : "were"} not acknowledged in time. A missed clock stays on record.`}
        </Alert>
      ) : null}
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "reference or title" }}
        filters={filters}
        count={countWords(count, "incident")}
      />
      <DataTable
        caption="Incidents"
        rows={incidents}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${row.id}`}
        empty={
          <EmptyState title="No incident here" action={open}>
            What somebody reports, or an alert leads to, with its clock, its timeline and its actions.
          </EmptyState>
        }
        columns={[
          { key: "title", header: "Incident", cell: (row) => row.title },
          {
            key: "reference",
            header: "Reference",
            className: "whitespace-nowrap",
            from: "lg",
            cell: (row) => <span className="tabular-nums">{row.reference}</span>,
          },
          { key: "severity", header: "Severity", card: true, cell: (row) => <SeverityBadge severity={row.severity} /> },
          { key: "status", header: "State", card: true, cell: (row) => <IncidentStatusBadge status={row.status} /> },
          { key: "clock", header: "Clock", from: "xl", cell: (row) => <ClockBadge clock={row.clock} /> },
          {
            key: "at",
            header: "Opened",
            align: "right",
            from: "lg",
            cell: (row) => <RelativeTime value={row.openedAt.toISOString()} zone={organization.timeZone} />,
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
