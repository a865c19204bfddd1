import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { VersionBadge } from "@/components/policies/version-badge";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { requireSession } from "@/lib/platform/auth/actor";
import { policyReviews } from "@/lib/policies/queries/reviews";
import { PolicyTabs } from "../policy-tabs";

export const metadata: Metadata = { title: "Reviews" };

const yourPart = (row: { mine: boolean; decided: boolean; status: string }) => {
  if (row.mine) return "Your own hand is in it: somebody else decides";
  if (row.status === "approved") return "Publish";
  return row.decided ? "You have decided" : "Approve or send back";
};

export default async function ReviewsPage() {
  const { actor, organization } = await requireSession();
  const reviews = await pageResult(() => policyReviews(actor, {}));
  return (
    <Page>
      <PageHead title="Reviews" lead="What others wrote and handed in, the longest waiting first." />
      <PolicyTabs actor={actor} waiting={reviews.filter((row) => !row.mine).length} />
      <DataTable
        caption="Versions waiting for review or publication"
        rows={reviews}
        rowKey={(row) => row.versionId}
        rowHref={(row) => `/policies/${row.policyId}?version=${row.versionId}`}
        empty={
          <EmptyState title="Nothing waits for you">A version that is handed in for review appears here.</EmptyState>
        }
        columns={[
          { key: "title", header: "Policy", cell: (row) => <span className="wrap-anywhere">{row.title}</span> },
          { key: "version", header: "Version", card: true, cell: (row) => `${row.reference} · version ${row.number}` },
          { key: "status", header: "Status", cell: (row) => <VersionBadge status={row.status} /> },
          { key: "change", header: "Change", from: "lg", cell: (row) => (row.material ? "Material" : "Editorial") },
          { key: "author", header: "Author", from: "lg", cell: (row) => row.author },
          {
            key: "waiting",
            header: "Handed in",
            card: true,
            cell: (row) => <RelativeTime value={row.submittedAt} zone={organization.timeZone} />,
          },
          { key: "part", header: "Your part", cell: yourPart },
        ]}
      />
    </Page>
  );
}
