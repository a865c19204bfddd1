import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ViolationSeverityBadge, ViolationStatusBadge } from "@/components/policies/violation-badges";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { Deadline } from "@/components/status/deadline";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords } from "@/components/table/list-url";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import {
  ViolationSeverity,
  ViolationType,
  violationDetectionLabels,
  violationSeverityLabels,
  violationStatusLabels,
  violationTypeLabels,
} from "@/lib/policies/schema";
import { listViolations } from "@/lib/policies/violations/queries";
import { PolicyTabs } from "../policy-tabs";

export const metadata: Metadata = { title: "Violations" };

const path = "/policies/violations";
const choices = <T extends string>(options: readonly T[], labels: Record<T, string>) =>
  options.map((value) => ({ value, label: labels[value] }));
const filters = [
  { name: "severity", label: "Severity", choices: choices(ViolationSeverity.options, violationSeverityLabels) },
  { name: "type", label: "Kind", choices: choices(ViolationType.options, violationTypeLabels) },
];

export default async function ViolationsPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listViolations, searchParams);
  const { violations, count, statuses } = await pageResult(() => listViolations(actor, params));
  return (
    <Page>
      <PageHead
        title="Violations"
        lead="Rules that were broken, or may have been: found by rules, reported or seen in an audit. Whoever it is about never sees or works on it."
        actions={
          mayDo(actor, "violation:handle") ? (
            <Button asChild>
              <Link href={`${path}/new`}>Record a violation</Link>
            </Button>
          ) : undefined
        }
      />
      <PolicyTabs actor={actor} />
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "reference or title" }}
        filters={[
          {
            name: "status",
            label: "State",
            choices: statuses.map(({ status, count }) => ({
              value: status,
              label: `${violationStatusLabels[status]} (${count})`,
            })),
          },
          ...filters,
        ]}
        count={countWords(count, "violation")}
      />
      <DataTable
        caption="Violations"
        rows={violations}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${row.id}`}
        empty={
          <EmptyState title="No violation here">
            What people report, rules find or an audit shows appears here, the most severe first.
          </EmptyState>
        }
        columns={[
          { key: "title", header: "Violation", cell: (row) => <span className="wrap-anywhere">{row.title}</span> },
          {
            key: "reference",
            header: "Reference",
            className: "whitespace-nowrap",
            from: "lg",
            cell: (row) => <span className="tabular-nums">{row.reference}</span>,
          },
          {
            key: "severity",
            header: "Severity",
            card: true,
            cell: (row) => <ViolationSeverityBadge severity={row.severity} />,
          },
          { key: "status", header: "State", card: true, cell: (row) => <ViolationStatusBadge status={row.status} /> },
          {
            key: "detection",
            header: "Found",
            from: "xl",
            cell: (row) => (row.anonymous ? "Reported anonymously" : violationDetectionLabels[row.detection]),
          },
          { key: "by", header: "Investigator", from: "xl", cell: (row) => row.investigator ?? "Nobody yet" },
          {
            key: "clock",
            header: "Reporter's clock",
            card: true,
            cell: (row) =>
              row.clock ? (
                <span className="grid">
                  <span className="text-xs text-muted-foreground">
                    {row.clock.kind === "receipt" ? "Confirm receipt" : "Give feedback"}
                  </span>
                  <Deadline due={row.clock.dueOn} zone={organization.timeZone} />
                </span>
              ) : (
                "None"
              ),
          },
        ]}
      />
    </Page>
  );
}
