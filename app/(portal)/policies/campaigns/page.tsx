import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ShareText } from "@/components/policies/share-text";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { formatDay } from "@/components/status/calendar";
import { RelativeTime } from "@/components/status/relative-time";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { requireSession } from "@/lib/platform/auth/actor";
import { policyCampaigns } from "@/lib/policies/officer/campaigns";
import { PolicyTabs } from "../policy-tabs";

export const metadata: Metadata = { title: "Campaigns" };

export default async function CampaignsPage() {
  const { actor, organization } = await requireSession();
  const zone = organization.timeZone;
  const campaigns = await pageResult(() => policyCampaigns(actor, {}));
  return (
    <Page>
      <PageHead
        title="Campaigns"
        lead="Every published version: how many have acknowledged it, who is late, and how often they were reminded."
      />
      <PolicyTabs actor={actor} />
      <DataTable
        caption="Campaigns"
        rows={campaigns}
        rowKey={(row) => row.versionId}
        rowHref={(row) => `/policies/matrix?policy=${row.reference}`}
        empty={
          <EmptyState title="No campaign yet">Publishing a version asks its audience; it appears here.</EmptyState>
        }
        columns={[
          { key: "title", header: "Policy", cell: (row) => <span className="wrap-anywhere">{row.title}</span> },
          {
            key: "version",
            header: "Version",
            card: true,
            cell: (row) => (
              <span className="flex flex-wrap items-center gap-2">
                {row.reference} · version {row.number}
                {row.coming ? (
                  <StatusBadge
                    tone="info"
                    label={row.effectiveFrom ? `From ${formatDay(row.effectiveFrom, zone)}` : "Coming"}
                  />
                ) : null}
                {row.unconfirmed ? <StatusBadge tone="danger" label="Emergency, not confirmed" /> : null}
              </span>
            ),
          },
          {
            key: "published",
            header: "Published",
            from: "lg",
            cell: (row) => <RelativeTime value={row.publishedAt} zone={zone} />,
          },
          {
            key: "progress",
            header: "Acknowledged",
            align: "right",
            card: true,
            cell: (row) => <ShareText share={row.progress} />,
          },
          { key: "overdue", header: "Overdue", align: "right", cell: (row) => row.overdue },
          { key: "exempted", header: "Exempted", align: "right", from: "xl", cell: (row) => row.exempted },
          { key: "again", header: "Asked again", align: "right", from: "xl", cell: (row) => row.again },
          {
            key: "reminders",
            header: "Reminders",
            align: "right",
            from: "lg",
            cell: (row) =>
              row.lastReminder ? `${row.reminders}, last ${formatDay(row.lastReminder, zone)}` : "None yet",
          },
        ]}
      />
    </Page>
  );
}
