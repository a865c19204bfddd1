import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { RadioField } from "@/components/form/choice-field";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import { RequestDeadline, RequestStatusBadge } from "@/components/privacy/request-status";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { requireSession } from "@/lib/platform/auth/actor";
import { ownRequests } from "@/lib/privacy/requests/own";
import { publicKinds, publicKindWords } from "@/lib/privacy/requests/schema";
import { requestKindLabels } from "@/lib/privacy/schema";
import { createRequestAction, withdrawOwnRequestAction } from "../actions";

export const metadata: Metadata = { title: "My data" };

const choices = publicKinds.map((value) => ({
  value,
  label: publicKindWords[value].title,
  description: publicKindWords[value].line,
}));

export default async function MyDataPage() {
  const { actor, organization } = await requireSession();
  const requests = await pageResult(() => ownRequests(actor, {}));
  const zone = organization.timeZone;
  return (
    <Page width="reading">
      <PageHead title="My data" lead={`What ${organization.name} holds about you, and what you may ask for.`} />
      <Section title="Your requests">
        {requests.length === 0 ? (
          <EmptyState title="No requests yet">What you ask for below appears here, with its date.</EmptyState>
        ) : (
          <ul className="grid gap-3">
            {requests.map((request) => (
              <li key={request.id} className="grid gap-2 rounded-lg border border-border bg-card p-4">
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <p className="font-medium">
                    {requestKindLabels[request.kind]}{" "}
                    <span className="font-normal text-muted-foreground tabular-nums">{request.reference}</span>
                  </p>
                  <RequestStatusBadge status={request.status} />
                </div>
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <RequestDeadline {...request} zone={zone} />
                  {request.canWithdraw ? (
                    <ConfirmDialog
                      verb="Withdraw"
                      title={`Withdraw ${request.reference}?`}
                      size="sm"
                      action={withdrawOwnRequestAction}
                      organizationId={actor.organizationId}
                      hidden={{ requestId: request.id }}
                    >
                      We stop working on it. You can make a new request at any time.
                    </ConfirmDialog>
                  ) : null}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Ask for something">
        <ActionForm
          action={createRequestAction}
          organizationId={actor.organizationId}
          submitLabel="Send request"
          pendingLabel="Sending…"
          next="You are signed in, so no code is needed. A privacy officer looks at it, and you have the answer within one month."
        >
          <RadioField name="kind" label="What would you like to do?" choices={choices} />
          <TextareaField name="description" label="Anything that helps us" rows={4} maxLength={4000} optional />
        </ActionForm>
      </Section>
    </Page>
  );
}
