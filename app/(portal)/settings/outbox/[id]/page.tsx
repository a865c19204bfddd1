import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { ExactTime } from "@/components/status/relative-time";
import { requireSession } from "@/lib/platform/auth/actor";
import { readMail } from "@/lib/platform/mail/list-mails";
import { linkedText } from "./linked-text";

export const metadata: Metadata = { title: "Mail" };

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const mail = await pageResult(() => readMail(actor, { id }));
  if (!mail) notFound();
  return (
    <Page width="reading">
      <PageHead
        title={mail.subject}
        crumbs={[{ label: "Settings" }, { label: "Outbox", href: "/settings/outbox" }, { label: mail.subject }]}
      />
      <FactList
        facts={[
          { label: "To", value: mail.recipient },
          { label: "Written", value: <ExactTime value={mail.createdAt.toISOString()} zone={organization.timeZone} /> },
          {
            label: "Sent",
            value: mail.sentAt ? (
              <ExactTime value={mail.sentAt.toISOString()} zone={organization.timeZone} />
            ) : (
              (mail.error ?? "Kept here: no mail server is set")
            ),
          },
        ]}
      />
      <div className="rounded-lg border border-border bg-card p-4 text-reading whitespace-pre-wrap wrap-anywhere md:p-6">
        {linkedText(mail.body)}
      </div>
    </Page>
  );
}
