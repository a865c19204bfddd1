import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { TextField } from "@/components/form/text-field";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { listWebhooks } from "@/lib/audit/stream/manage-webhooks";
import { requireSession } from "@/lib/platform/auth/actor";
import { AuditTabs } from "../tabs";
import { createWebhookAction } from "./actions";
import { WebhookCard } from "./webhook-card";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const { actor, organization } = await requireSession();
  const webhooks = await pageResult(() => listWebhooks(actor, {}));
  return (
    <Page>
      <PageHead
        title="Webhooks"
        lead="Send the trail to another system: signed messages, in the order of the log, each at least once."
      />
      <AuditTabs actor={actor} />
      {webhooks.length === 0 ? (
        <EmptyState title="No webhook yet">
          Make one below, or let a system follow the stream with an API key: GET /api/v1/audit/stream?after=…
        </EmptyState>
      ) : (
        <ul className="grid gap-4">
          {webhooks.map((webhook) => (
            <WebhookCard
              key={webhook.id}
              webhook={webhook}
              organizationId={actor.organizationId}
              zone={organization.timeZone}
            />
          ))}
        </ul>
      )}
      <Section title="Make a webhook">
        <ActionForm
          action={createWebhookAction}
          organizationId={actor.organizationId}
          submitLabel="Make webhook"
          pendingLabel="Making…"
          next="Its secret is shown here once; the receiver checks signatures with it (Standard Webhooks)."
        >
          <TextField name="name" label="Name" help="The system that receives the events." maxLength={80} />
          <TextField
            name="url"
            label="Address"
            type="url"
            help="Begins with https://. Private addresses have to be allowed by the operator."
            maxLength={500}
          />
        </ActionForm>
      </Section>
    </Page>
  );
}
