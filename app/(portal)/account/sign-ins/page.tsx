import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { Page, PageHead, Section } from "@/components/shell/page";
import { requireSession } from "@/lib/platform/auth/actor";
import { ownSessions } from "@/lib/platform/auth/sessions/own-sessions";
import { endAllSessionsAction, endOtherSessionAction, endOtherSessionsAction } from "./actions";
import { DeviceList } from "./device-list";

export const metadata: Metadata = { title: "My sign-ins" };

export default async function SignInsPage() {
  const { actor, organization } = await requireSession();
  const { sessions, others } = await pageResult(() => ownSessions(actor, {}));
  const hidden = others - sessions.filter(({ isThisDevice }) => !isThisDevice).length;
  const { organizationId } = actor;
  return (
    <Page width="reading">
      <PageHead
        title="My sign-ins"
        lead="Where you are signed in now. Each sign-in ends after an hour without activity, or after 8 hours."
      />
      <Section title="Devices">
        <ActionForm action={endOtherSessionAction} organizationId={organizationId} draft={false} className="max-w-none">
          <DeviceList sessions={sessions} zone={organization.timeZone} />
        </ActionForm>
        {hidden > 0 ? (
          <p className="mt-3 text-muted-foreground">
            {hidden} more {hidden === 1 ? "device is" : "devices are"} signed in and not listed. “Sign out all other
            devices” includes {hidden === 1 ? "it" : "them"}.
          </p>
        ) : null}
      </Section>
      <Section title="All at once">
        <div className="grid gap-5">
          <ActionForm
            action={endOtherSessionsAction}
            organizationId={organizationId}
            draft={false}
            quiet
            submitLabel={others > 0 ? "Sign out all other devices" : undefined}
            pendingLabel="Signing out…"
            next="You stay signed in here."
          >
            {others > 0 ? null : <p className="text-muted-foreground">You are signed in on this device only.</p>}
          </ActionForm>
          <div className="grid justify-items-start gap-3">
            <p className="text-muted-foreground">
              Do you think someone else has used your account? Sign out everywhere and tell your administrator.
            </p>
            <ConfirmDialog
              verb="Sign out everywhere"
              title="Sign out everywhere?"
              action={endAllSessionsAction}
              organizationId={organizationId}
            >
              <p>
                You will be signed out on all your devices, this one too. What you typed on them and did not send is
                lost. Sign in again to go on.
              </p>
            </ConfirmDialog>
          </div>
        </div>
      </Section>
    </Page>
  );
}
