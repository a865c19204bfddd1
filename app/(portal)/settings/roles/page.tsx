import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead } from "@/components/shell/page";
import { NoResultsState } from "@/components/shell/states";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords } from "@/components/table/list-url";
import { Badge } from "@/components/ui/badge";
import { requireSession } from "@/lib/platform/auth/actor";
import { readRoles } from "@/lib/platform/auth/read-roles";
import { role, roleLabel } from "@/lib/platform/auth/roles";

export const metadata: Metadata = { title: "Roles" };

const otherLabel: Record<string, string> = {
  visitor: "Anybody, without an account",
  anonymous: "Anybody, without an account or a trace",
  subject: "A data subject by their link",
  system: "Background jobs",
};

export default async function RolesPage({ searchParams }: { searchParams: Search }) {
  const { actor } = await requireSession();
  const params = await readParams(readRoles, searchParams);
  const rows = await pageResult(() => readRoles(actor, params));
  const names = (list: readonly string[]) =>
    list.length === role.options.length ? ["Everybody signed in"] : list.map((each) => roleLabel[role.parse(each)]);
  return (
    <Page>
      <PageHead title="Roles" lead="The very table the portal enforces. What no role is named for, nobody may do." />
      <FilterBar
        path="/settings/roles"
        params={params}
        search={{ name: "q", placeholder: "an act or a role" }}
        count={countWords(rows.length, "permission")}
      />
      <DataTable
        caption="Permissions and the roles that hold them"
        rows={rows}
        rowKey={(row) => row.name}
        empty={<NoResultsState title="No permission by that name">Try fewer letters.</NoResultsState>}
        columns={[
          { key: "sentence", header: "May", cell: (row) => <span className="font-medium">{row.sentence}</span> },
          {
            key: "roles",
            header: "Who",
            card: true,
            cell: (row) => (
              <span className="flex flex-wrap gap-1 py-1">
                {[...names(row.roles), ...row.others.map((each) => otherLabel[each] ?? each)].map((each) => (
                  <Badge key={each}>{each}</Badge>
                ))}
              </span>
            ),
          },
          { key: "name", header: "Permission", from: "lg", cell: (row) => <code className="text-xs">{row.name}</code> },
        ]}
      />
    </Page>
  );
}
