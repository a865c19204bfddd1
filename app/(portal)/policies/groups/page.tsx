import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { TextField } from "@/components/form/text-field";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { DataTable } from "@/components/table/data-table";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { policyGroups } from "@/lib/policies/groups/queries";
import { saveGroupAction } from "../officer-actions";
import { PolicyTabs } from "../policy-tabs";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage() {
  const { actor } = await requireSession();
  const groups = await pageResult(() => policyGroups(actor, {}));
  return (
    <Page>
      <PageHead title="Groups" lead="Groups of people chosen one by one, for policies that are for them only." />
      <PolicyTabs actor={actor} />
      <DataTable
        caption="Groups"
        rows={groups}
        rowKey={(row) => row.id}
        rowHref={(row) => `/policies/groups/${row.id}`}
        empty={
          <EmptyState title="No groups yet">
            Make one for people no department or role describes, such as first aiders.
          </EmptyState>
        }
        columns={[
          { key: "name", header: "Group", cell: (row) => <span className="wrap-anywhere">{row.name}</span> },
          {
            key: "about",
            header: "About",
            from: "lg",
            cell: (row) => <span className="wrap-anywhere">{row.description}</span>,
          },
          { key: "members", header: "Members", align: "right", card: true, cell: (row) => row.members },
        ]}
      />
      {mayDo(actor, "policy:groups") ? (
        <Section title="New group">
          <ActionForm
            action={saveGroupAction}
            organizationId={actor.organizationId}
            submitLabel="Make the group"
            className="max-w-[560px]"
          >
            <TextField name="name" label="Name" maxLength={100} />
            <TextField name="description" label="About" optional maxLength={500} />
          </ActionForm>
        </Section>
      ) : null}
    </Page>
  );
}
