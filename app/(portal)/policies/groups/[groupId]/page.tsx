import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { DataTable } from "@/components/table/data-table";
import { countWords } from "@/components/table/list-url";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { policyGroup } from "@/lib/policies/groups/queries";
import { addToGroupAction, archiveGroupAction, removeFromGroupAction } from "../../officer-actions";

const load = pageLoader((actor, groupId) => policyGroup(actor, { groupId }));

export async function generateMetadata({ params }: { params: Promise<{ groupId: string }> }): Promise<Metadata> {
  const { name } = await load((await params).groupId);
  return { title: name };
}

export default async function GroupPage({ params }: { params: Promise<{ groupId: string }> }) {
  const { actor } = await requireSession();
  const { groupId } = await params;
  const group = await load(groupId);
  const keeps = mayDo(actor, "policy:groups") && !group.archivedAt;
  const form = { organizationId: actor.organizationId };
  const archive = keeps ? (
    <ConfirmDialog
      verb="Archive"
      title={`Archive ${group.name}?`}
      action={archiveGroupAction}
      {...form}
      hidden={{ groupId }}
      variant="secondary"
    >
      <p>Policies addressed to this group are no longer for its members; what they acknowledged stays.</p>
    </ConfirmDialog>
  ) : undefined;
  return (
    <Page>
      <PageHead
        title={group.name}
        lead={group.description}
        actions={archive}
        crumbs={[
          { label: "Policies", href: "/policies" },
          { label: "Groups", href: "/policies/groups" },
          { label: group.name },
        ]}
      />
      <Section title={countWords(group.total, "member")}>
        <DataTable
          caption="Members of the group"
          rows={group.people}
          rowKey={(row) => row.personId}
          empty={<EmptyState title="Nobody yet">Add people by their addresses below.</EmptyState>}
          columns={[
            { key: "name", header: "Name", cell: (row) => <span className="wrap-anywhere">{row.name}</span> },
            {
              key: "email",
              header: "Email",
              card: true,
              cell: (row) => <span className="wrap-anywhere">{row.email}</span>,
            },
            { key: "department", header: "Department", from: "lg", cell: (row) => row.department ?? "None" },
            {
              key: "remove",
              header: "Action",
              card: true,
              cell: (row) =>
                keeps ? (
                  <ConfirmDialog
                    verb="Remove"
                    title={`Remove ${row.name} from ${group.name}?`}
                    action={removeFromGroupAction}
                    {...form}
                    hidden={{ groupId, personId: row.personId }}
                    variant="secondary"
                    size="sm"
                  >
                    <p>
                      Their open policies of this group are withdrawn within the hour; what they acknowledged stays.
                    </p>
                  </ConfirmDialog>
                ) : null,
            },
          ]}
        />
      </Section>
      {keeps ? (
        <Section title="Add people">
          <ActionForm
            action={addToGroupAction}
            {...form}
            hidden={{ groupId }}
            submitLabel="Add"
            className="max-w-[560px]"
          >
            <TextareaField
              name="emails"
              label="Email addresses"
              rows={4}
              help="One in each line, or separated by commas."
            />
          </ActionForm>
        </Section>
      ) : null}
    </Page>
  );
}
