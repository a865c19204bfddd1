import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { listCollectorRuns } from "@/lib/audit/collectors/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { env } from "@/lib/platform/env";
import { EvidenceTabs } from "../evidence-tabs";
import { shownCollectors } from "./all-collectors";
import { RunBadge } from "./run-badge";
import { RunNow } from "./run-now";

export const metadata: Metadata = { title: "Collectors" };

export default async function CollectorsPage() {
  const { actor, organization } = await requireSession();
  const { newest, sources } = await pageResult(() => listCollectorRuns(actor, {}));
  const zone = organization.timeZone;
  const mayRun = mayDo(actor, "collector:run");
  const rows = shownCollectors(sources).map((each) => ({
    ...each,
    last: newest.find(({ collectorId }) => collectorId === each.id),
  }));
  return (
    <Page>
      <PageHead
        title="Collectors"
        lead="Evidence that collects itself: each on its schedule, with the question that was asked and the number of rows found."
        actions={
          mayDo(actor, "collector:manage") ? (
            <Button asChild>
              <Link href="/audit/collectors/new">Add a source</Link>
            </Button>
          ) : undefined
        }
      />
      <EvidenceTabs actor={actor} />
      {env.COMPLIANCE_MONITORING_ENABLED ? null : (
        <Alert tone="warning" title="Collecting by schedule is switched off">
          The setting COMPLIANCE_MONITORING_ENABLED is false. Collectors run by hand only.
        </Alert>
      )}
      <DataTable
        caption="Collectors"
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `/audit/collectors/${row.id}`}
        empty={<EmptyState title="No collectors">The portal brings ten of its own.</EmptyState>}
        columns={[
          { key: "title", header: "Collector", cell: (row) => row.title },
          { key: "controls", header: "Controls", from: "lg", cell: (row) => row.controls.join(", ") },
          {
            key: "schedule",
            header: "Schedule",
            from: "lg",
            cell: (row) => (
              <>
                {row.cadence}
                {row.next ? (
                  <span className="block text-xs text-muted-foreground">
                    next <RelativeTime value={row.next.toISOString()} zone={zone} />
                  </span>
                ) : null}
              </>
            ),
          },
          {
            key: "last",
            header: "Last run",
            card: true,
            cell: (row) => (row.last ? <RelativeTime value={row.last.startedAt.toISOString()} zone={zone} /> : "–"),
          },
          { key: "rows", header: "Rows", align: "right", from: "lg", cell: (row) => row.last?.rows ?? "–" },
          { key: "state", header: "State", card: true, cell: (row) => <RunBadge state={row.last?.state} /> },
          {
            key: "run",
            header: "By hand",
            cell: (row) =>
              mayRun ? <RunNow collectorId={row.id} title={row.title} organizationId={actor.organizationId} /> : null,
          },
        ]}
      />
    </Page>
  );
}
