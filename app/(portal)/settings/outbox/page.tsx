import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { listMails } from "@/lib/platform/mail/list-mails";
import { MailState, mailStateLabels } from "@/lib/platform/mail/schema";
import { KeptMails } from "./kept-mails";
import { MailStatus } from "./mail-status";

export const metadata: Metadata = { title: "Outbox" };

const path = "/settings/outbox";
const states = MailState.options.map((value) => ({ value, label: mailStateLabels[value] }));

export default async function OutboxPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listMails, searchParams);
  const { mails, next } = await pageResult(() => listMails(actor, params));
  const zone = organization.timeZone;
  const kept = mails.filter((mail) => mail.state === "kept");
  return (
    <Page>
      <PageHead
        title="Outbox"
        lead="Every email the portal wrote. Without a mail server they stay here. Codes and personal links in them are hidden."
      />
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "recipient or subject" }}
        filters={[{ name: "state", label: "State", choices: states }]}
        count={next ? `The newest ${mails.length}` : countWords(mails.length, "email")}
      />
      <DataTable
        caption="Emails"
        rows={mails}
        rowKey={(mail) => mail.id}
        rowHref={(mail) => `${path}/${mail.id}`}
        empty={<EmptyState title="No emails yet">They appear here as soon as the portal writes one.</EmptyState>}
        columns={[
          { key: "subject", header: "Subject", cell: (mail) => mail.subject },
          { key: "recipient", header: "To", cell: (mail) => mail.recipient, card: true },
          {
            key: "state",
            header: "State",
            card: true,
            cell: (mail) => <MailStatus state={mail.state} />,
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
      {params.state === "kept" && kept.length > 0 && mayDo(actor, "outbox:send") ? (
        <KeptMails mails={kept} organizationId={actor.organizationId} zone={zone} />
      ) : null}
      <Pager
        nextHref={next ? listUrl(path, params, { cursor: next }) : undefined}
        previousHref={params.cursor ? listUrl(path, params, { cursor: undefined }) : undefined}
      />
    </Page>
  );
}
