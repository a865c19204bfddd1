import Link from "next/link";
import { Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { DueDate } from "@/components/status/due-date";
import { RelativeTime } from "@/components/status/relative-time";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";

type ToRead = {
  policyId: string;
  versionId: string;
  reference: string;
  title: string;
  number: number;
  dueOn: string;
  dueWhy: string | null;
  coming: boolean;
  again: boolean;
};
type Given = {
  id: string;
  reference: string;
  title: string;
  number: number;
  acknowledgedAt: Date;
  status: string;
  lapsed: boolean;
};

/** What somebody has to read, the most urgent first, and what they acknowledged. */
export function MyPoliciesView({
  toRead,
  receipts,
  zone,
}: {
  toRead: readonly ToRead[];
  receipts: readonly Given[];
  zone: string;
}) {
  return (
    <>
      <Section title={`To read (${toRead.length})`}>
        {toRead.length === 0 ? (
          <div className="rounded-lg border border-border bg-card">
            <EmptyState title="You have read everything">
              A policy that is for you appears here, and in My work, on the day it is published.
            </EmptyState>
          </div>
        ) : (
          <Card className="gap-0 overflow-hidden p-0">
            <ul className="divide-y divide-border">
              {toRead.map((item) => (
                <li
                  key={item.versionId}
                  className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 hover:bg-hover"
                >
                  <span className="min-w-0">
                    <Link
                      href={`/policies/${item.policyId}/read${item.coming ? `?version=${item.versionId}` : ""}`}
                      className="stretched-link font-medium wrap-anywhere"
                    >
                      {item.title}
                    </Link>
                    <span className="block text-xs text-muted-foreground tabular-nums">
                      {item.reference} · version {item.number}
                      {item.coming ? " · not yet in force" : ""}
                      {item.again ? " · asked again" : ""}
                    </span>
                  </span>
                  <DueDate due={item.dueOn} why={item.dueWhy} zone={zone} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Section>
      <Section title="My receipts">
        <DataTable
          caption="Policies you acknowledged"
          rows={receipts}
          rowKey={(row) => row.id}
          rowHref={(row) => `/policies/receipts/${row.id}`}
          empty={
            <EmptyState title="No receipts yet">
              Each policy you acknowledge leaves a receipt here, for good.
            </EmptyState>
          }
          columns={[
            { key: "title", header: "Policy", cell: (row) => <span className="wrap-anywhere">{row.title}</span> },
            {
              key: "version",
              header: "Version",
              card: true,
              cell: (row) => `${row.reference} · version ${row.number}`,
            },
            {
              key: "status",
              header: "Text",
              from: "lg",
              cell: (row) =>
                row.lapsed ? (
                  <StatusBadge tone="warning" label="Emergency, not confirmed" />
                ) : row.status === "published" ? (
                  <StatusBadge tone="success" label="In force" />
                ) : (
                  <StatusBadge tone="neutral" label="Replaced since" />
                ),
            },
            {
              key: "when",
              header: "Acknowledged",
              card: true,
              cell: (row) => <RelativeTime value={row.acknowledgedAt} zone={zone} />,
            },
          ]}
        />
      </Section>
    </>
  );
}
