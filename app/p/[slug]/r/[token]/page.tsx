import type { Metadata } from "next";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { LinkOver } from "@/components/privacy/link-over";
import { StepList } from "@/components/privacy/step-list";
import { formatDay } from "@/components/status/calendar";
import { dayInWords } from "@/lib/platform/calendar";
import { followRequest } from "@/lib/privacy/requests/public-queries";
import { isFinal } from "@/lib/privacy/rules";
import { requestKindLabels } from "@/lib/privacy/schema";
import { sendLinkAgainAction, withdrawRequestAction } from "../../actions";
import { openLink } from "../../opened-link";

export const metadata: Metadata = { title: "Your request" };

export default async function FollowPage({ params }: { params: Promise<{ slug: string; token: string }> }) {
  const { slug, token } = await params;
  const opened = await openLink(slug, token, "request", ({ actor }) => followRequest(actor, {}));
  if (opened.over !== null) return <LinkOver message={opened.over} slug={slug} />;
  const { result: request, organization } = opened;
  const zone = organization.timeZone;
  return (
    <div className="grid max-w-[560px] gap-8">
      <div className="grid gap-2">
        <p className="text-xs font-medium text-muted-foreground tabular-nums">{request.reference}</p>
        <h1 className="text-title">{requestKindLabels[request.kind]}</h1>
        {isFinal(request.status) ? null : <p>You have our answer by {dayInWords(request.dueDate)}.</p>}
        {request.extensionReason ? <p className="text-muted-foreground">{request.extensionReason}</p> : null}
      </div>
      <StepList steps={request.steps} zone={zone} />
      {request.package?.open && request.package.until ? (
        <section className="grid gap-3 rounded-lg border border-border bg-card p-4">
          <h2 className="text-section">Your data is ready</h2>
          <p>
            We sent a link to your address. It works until {formatDay(request.package.until, zone)}; then the file is
            destroyed.
          </p>
          <ActionForm action={sendLinkAgainAction} hidden={{ link: token }} submitLabel="Send the link again" />
        </section>
      ) : null}
      {request.package && !request.package.open ? (
        <p>The package has expired and was destroyed. Make a new request to receive your data again.</p>
      ) : null}
      {request.letter ? (
        <section className="grid gap-2">
          <h2 className="text-section">Our answer</h2>
          <p className="whitespace-pre-wrap wrap-anywhere">{request.letter}</p>
        </section>
      ) : null}
      {request.statement ? (
        <section className="grid gap-2">
          <h2 className="text-section">What you wrote</h2>
          <p className="whitespace-pre-wrap wrap-anywhere">{request.statement}</p>
        </section>
      ) : null}
      {request.canWithdraw ? (
        <div>
          <ConfirmDialog
            verb="Withdraw request"
            title={`Withdraw ${request.reference}?`}
            action={withdrawRequestAction}
            hidden={{ link: token }}
          >
            We stop working on it and send you nothing but a confirmation. You can make a new request at any time.
          </ConfirmDialog>
        </div>
      ) : null}
    </div>
  );
}
