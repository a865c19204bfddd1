import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { CheckboxGroupField } from "@/components/form/checkbox-group-field";
import { SelectField } from "@/components/form/choice-field";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextField } from "@/components/form/text-field";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { requireSession } from "@/lib/platform/auth/actor";
import { keyPermissionChoices } from "@/lib/platform/auth/key-permissions";
import { listApiKeys } from "@/lib/platform/auth/manage-api-keys";
import { createApiKeyAction, revokeApiKeyAction } from "./actions";

export const metadata: Metadata = { title: "API keys" };

const validity = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "One year" },
];

export default async function KeysPage() {
  const { actor, organization } = await requireSession();
  const keys = await pageResult(() => listApiKeys(actor, {}));
  const zone = organization.timeZone;
  const when = (at: Date | null) => (at ? <RelativeTime value={at.toISOString()} zone={zone} /> : "Never");
  return (
    <Page>
      <PageHead
        title="API keys"
        lead="A key lets another system act within this organisation. Its secret is shown once and kept as a hash."
      />
      <DataTable
        caption="API keys"
        rows={keys}
        rowKey={(key) => key.id}
        empty={<EmptyState title="No keys yet">Make one below for the first system that calls the portal.</EmptyState>}
        columns={[
          { key: "name", header: "Name", cell: (key) => <span className="font-medium">{key.name}</span> },
          {
            key: "prefix",
            header: "Begins with",
            from: "lg",
            cell: (key) => <code className="text-xs">{key.prefix}…</code>,
          },
          { key: "permissions", header: "May", from: "xl", cell: (key) => key.permissions.join(", ") },
          { key: "used", header: "Last used", card: true, cell: (key) => when(key.lastUsedAt) },
          { key: "expires", header: "Expires", from: "lg", cell: (key) => when(key.expiresAt) },
          {
            key: "state",
            header: "State",
            card: true,
            cell: (key) =>
              key.revokedAt ? (
                <StatusBadge tone="neutral" label="Revoked" />
              ) : (
                <ConfirmDialog
                  verb="Revoke"
                  title={`Revoke “${key.name}”?`}
                  action={revokeApiKeyAction}
                  organizationId={actor.organizationId}
                  hidden={{ id: key.id }}
                  size="sm"
                >
                  <p>
                    Calls with this key are refused from now on. What they did stays on record. A revoked key cannot be
                    used again.
                  </p>
                </ConfirmDialog>
              ),
          },
        ]}
      />
      <Section title="Make a key">
        <ActionForm
          action={createApiKeyAction}
          organizationId={actor.organizationId}
          submitLabel="Make key"
          pendingLabel="Making…"
          next="The secret is shown here once. Copy it before you leave the page."
        >
          <TextField name="name" label="Name" help="The system that will use it, such as “Payroll”." maxLength={80} />
          <CheckboxGroupField
            name="permissions"
            label="What it may do"
            choices={keyPermissionChoices.map(({ value, label, description }) => ({
              value,
              label: description,
              description: label,
            }))}
          />
          <SelectField name="validDays" label="Valid for" choices={validity} defaultValue="90" />
        </ActionForm>
      </Section>
    </Page>
  );
}
