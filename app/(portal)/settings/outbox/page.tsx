import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { requireSession } from "@/lib/platform/auth/actor";
import { listMails } from "@/lib/platform/mail/list-mails";

export const metadata: Metadata = { title: "Outbox" };

const path = "/settings/outbox";

export default async function OutboxPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const { actor, organization } = await requireSession();
  const params = await searchParams;
  const { mails, next } = await pageResult(() => listMails(actor, params));
  const zone = organization.timeZone;
  return (
    <Page>
      <PageHead
        title="Outbox"
        lead="Every mail the portal wrote. Without a mail server they stay here, so that you can read codes and links."
      />
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "recipient or subject" }}
        count={next ? `The newest ${mails.length}` : countWords(mails.length, "mail")}
      />
      <DataTable
        caption="Mails"
        rows={mails}
        rowKey={(mail) => mail.id}
        rowHref={(mail) => `${path}/${mail.id}`}
        empty={<EmptyState title="No mails yet">They appear here as soon as the portal writes one.</EmptyState>}
        columns={[
          { key: "subject", header: "Subject", cell: (mail) => mail.subject },
          { key: "recipient", header: "To", cell: (mail) => mail.recipient, card: true },
          {
            key: "state",
            header: "State",
            from: "lg",
            cell: (mail) =>
              mail.error ? (
                <StatusBadge tone="danger" label="Refused" />
              ) : mail.sentAt ? (
                <StatusBadge tone="success" label="Sent" />
              ) : (
                <StatusBadge tone="neutral" label="Kept here" />
              ),
          },
          {
            key: "at",
            header: "Written",
            align: "right",
            card: true,
            cell: (mail) => <RelativeTime value={mail.createdAt.toISOString()} zone={zone} />,
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
