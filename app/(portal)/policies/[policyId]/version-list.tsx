import { ShareText } from "@/components/policies/share-text";
import { VersionBadge } from "@/components/policies/version-badge";
import { Section } from "@/components/shell/page";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import type { PolicyDetail } from "@/lib/policies/queries/policy-detail";

export function VersionList({ policy, zone, current }: { policy: PolicyDetail; zone: string; current: string }) {
  return (
    <Section title="Versions">
      <DataTable
        caption="Versions of this policy"
        rows={policy.versions}
        rowKey={(row) => row.id}
        rowHref={(row) => `/policies/${policy.id}?version=${row.id}`}
        empty={null}
        columns={[
          {
            key: "number",
            header: "Version",
            cell: (row) => `Version ${row.number}${row.id === current ? " (shown here)" : ""}`,
          },
          { key: "status", header: "Status", card: true, cell: (row) => <VersionBadge status={row.status} /> },
          { key: "change", header: "Change", from: "lg", cell: (row) => (row.material ? "Material" : "Editorial") },
          {
            key: "published",
            header: "Published",
            card: true,
            cell: (row) => (row.publishedAt ? <RelativeTime value={row.publishedAt} zone={zone} /> : "Not yet"),
          },
          {
            key: "acknowledged",
            header: "Acknowledged",
            card: true,
            align: "right",
            cell: (row) => <ShareText share={row.acknowledged} />,
          },
        ]}
      />
    </Section>
  );
}
