import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { ExactTime } from "@/components/status/relative-time";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { env } from "@/lib/platform/env";
import { readMail } from "@/lib/platform/mail/list-mails";
import { sendMailsAction } from "../actions";
import { MailStatus } from "../mail-status";
import { NoMailServer } from "../no-mail-server";
import { linkedText } from "./linked-text";
import { MailTroubleNote } from "./mail-trouble-note";
import { SecretsNote } from "./secrets-note";

const sendLabels = {
  queued: "Try again now",
  kept: "Send email",
  failed: "Try again",
  sent: "Send again",
};

export const metadata: Metadata = { title: "Email" };

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const mail = await pageResult(() => readMail(actor, { id }));
  const time = (at: Date) => <ExactTime value={at.toISOString()} zone={organization.timeZone} />;
  return (
    <Page width="reading">
      <PageHead
        title={mail.subject}
        status={<MailStatus state={mail.state} />}
        crumbs={[{ label: "Settings" }, { label: "Outbox", href: "/settings/outbox" }, { label: mail.subject }]}
      />
      <FactList
        facts={[
          {
            label: "To",
            value: mail.addressRefused ? `${mail.recipient} (refused the last email to it)` : mail.recipient,
          },
          { label: "Written", value: time(mail.createdAt) },
          ...(mail.sentAt ? [{ label: "Sent", value: time(mail.sentAt) }] : []),
          ...(mail.attempts > 0 ? [{ label: "Tries", value: String(mail.attempts) }] : []),
          ...(mail.nextAttemptAt && mail.trouble ? [{ label: "Next try", value: time(mail.nextAttemptAt) }] : []),
          ...(mail.expiresAt ? [{ label: "Code or link ends", value: time(mail.expiresAt) }] : []),
        ]}
      />
      <MailTroubleNote mail={mail} />
      <div className="rounded-lg border border-border bg-card p-4 text-reading whitespace-pre-wrap wrap-anywhere md:p-6">
        {linkedText(mail.body)}
      </div>
      <SecretsNote mail={mail} organizationId={actor.organizationId} demo={env.PORTAL_MODE === "demo"} />
      {mail.state !== "expired" && mail.secrets !== "destroyed" && mayDo(actor, "outbox:send") ? (
        env.SMTP_URL ? (
          <ActionForm
            action={sendMailsAction}
            organizationId={actor.organizationId}
            hidden={{ ids: mail.id }}
            quiet={mail.state === "sent"}
            submitLabel={sendLabels[mail.state]}
          />
        ) : (
          <NoMailServer />
        )
      ) : null}
    </Page>
  );
}
