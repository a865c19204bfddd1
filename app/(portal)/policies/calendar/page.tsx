import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { formatDay } from "@/components/status/calendar";
import { Deadline } from "@/components/status/deadline";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { requireSession } from "@/lib/platform/auth/actor";
import { reviewCalendar } from "@/lib/policies/officer/review-calendar";
import { PolicyTabs } from "../policy-tabs";

export const metadata: Metadata = { title: "Review calendar" };

export default async function CalendarPage() {
  const { actor, organization } = await requireSession();
  const zone = organization.timeZone;
  const { policies } = await pageResult(() => reviewCalendar(actor, {}));
  return (
    <Page>
      <PageHead
        title="Review calendar"
        lead="When each policy is looked at next. Owners hear of it 60, 30 and 7 days before; open a policy to record a review."
      />
      <PolicyTabs actor={actor} />
      <DataTable
        caption="Reviews of policies, the next first"
        rows={policies}
        rowKey={(row) => row.id}
        rowHref={(row) => `/policies/${row.id}`}
        empty={
          <EmptyState title="No policy is in force">A published policy with a review date appears here.</EmptyState>
        }
        columns={[
          { key: "title", header: "Policy", cell: (row) => <span className="wrap-anywhere">{row.title}</span> },
          {
            key: "due",
            header: "Review by",
            card: true,
            cell: (row) =>
              row.reviewDate ? (
                <Deadline due={row.reviewDate} zone={zone} />
              ) : (
                <StatusBadge tone="warning" label="No date set" />
              ),
          },
          { key: "owner", header: "Owner", card: true, cell: (row) => row.owner },
          {
            key: "last",
            header: "Last review without a change",
            from: "lg",
            cell: (row) =>
              row.lastReview ? `${formatDay(row.lastReview.on, zone)}, ${row.lastReview.by}` : "None recorded",
          },
          {
            key: "reference",
            header: "Reference",
            className: "whitespace-nowrap",
            from: "xl",
            cell: (row) => row.reference,
          },
        ]}
      />
    </Page>
  );
}
