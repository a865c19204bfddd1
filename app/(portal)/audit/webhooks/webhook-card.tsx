import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { SubmitButton } from "@/components/form/submit-button";
import { FactList } from "@/components/status/fact-list";
import { RelativeTime } from "@/components/status/relative-time";
import { StatusBadge } from "@/components/status/status-badge";
import { Alert } from "@/components/ui/alert";
import type { listWebhooks } from "@/lib/audit/stream/manage-webhooks";
import { webhookStatusLabels } from "@/lib/audit/stream/schema";
import { disableWebhookAction, enableWebhookAction, removeWebhookAction, renewSecretAction } from "./actions";

type Row = Awaited<ReturnType<typeof listWebhooks>>[number];

/** One webhook: where it sends, how far it has come, what went wrong. */
export function WebhookCard({ webhook, organizationId, zone }: { webhook: Row; organizationId: string; zone: string }) {
  const { id, name, url, status, lastError, failingSince, lastDeliveredAt, nextAttemptAt, attempts, waiting } = webhook;
  const active = status === "active";
  const time = (at: Date | null) => (at ? <RelativeTime value={at.toISOString()} zone={zone} /> : "Never");
  return (
    <li className="grid gap-4 rounded-lg border border-border bg-card p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-section wrap-anywhere">{name}</h2>
        <StatusBadge
          tone={active ? (lastError ? "warning" : "success") : "neutral"}
          label={active && lastError ? "Failing" : webhookStatusLabels[status]}
        />
      </div>
      {lastError ? (
        <Alert tone={active ? "warning" : "danger"}>
          {lastError} {attempts > 0 && active ? <>Tried again {time(nextAttemptAt)}.</> : null}
        </Alert>
      ) : null}
      <FactList
        facts={[
          { label: "Sends to", value: <span className="wrap-anywhere">{url}</span> },
          { label: "Next index", value: `${webhook.next}` },
          { label: "Waiting", value: waiting === null ? "Another log" : `${waiting}` },
          { label: "Last delivered", value: time(lastDeliveredAt) },
          ...(webhook.previousUntil && webhook.previousUntil > new Date()
            ? [{ label: "Old secret signs along until", value: time(webhook.previousUntil) }]
            : []),
          ...(failingSince ? [{ label: "Failing since", value: time(failingSince) }] : []),
        ]}
      />
      <div className="flex flex-wrap gap-3">
        <ActionForm
          action={active ? disableWebhookAction : enableWebhookAction}
          organizationId={organizationId}
          hidden={{ id }}
        >
          <SubmitButton variant="secondary" size="sm" pendingLabel="Saving…">
            {active ? "Disable" : "Enable"}
          </SubmitButton>
        </ActionForm>
        <ActionForm action={renewSecretAction} organizationId={organizationId} hidden={{ id }}>
          <SubmitButton variant="secondary" size="sm" pendingLabel="Renewing…">
            Renew the secret
          </SubmitButton>
        </ActionForm>
        <ConfirmDialog
          verb="Remove"
          title={`Remove “${name}”?`}
          action={removeWebhookAction}
          organizationId={organizationId}
          hidden={{ id }}
          size="sm"
        >
          <p>Nothing more is sent to it, and its secret is gone. What was sent stays on record.</p>
        </ConfirmDialog>
      </div>
    </li>
  );
}
