import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead } from "@/components/shell/page";
import { NoResultsState } from "@/components/shell/states";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Badge } from "@/components/ui/badge";
import { requireSession } from "@/lib/platform/auth/actor";
import { role, roleLabel } from "@/lib/platform/auth/roles";
import { listPeople } from "@/lib/platform/people/list-people";

export const metadata: Metadata = { title: "People" };

const path = "/settings/people";
const roles = role.options.map((value) => ({ value, label: roleLabel[value] }));

export default async function PeoplePage({ searchParams }: { searchParams: Search }) {
  const { actor } = await requireSession();
  const params = await readParams(listPeople, searchParams);
  const { members, count, next } = await pageResult(() => listPeople(actor, params));
  return (
    <Page>
      <PageHead
        title="People"
        lead="Who belongs to this organisation, where they work, and what their roles let them do."
      />
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "name, address, department" }}
        filters={[{ name: "role", label: "Role", choices: roles }]}
        count={countWords(count, "person", "people")}
      />
      <DataTable
        caption="People"
        rows={members}
        rowKey={(member) => member.id}
        empty={<NoResultsState title="Nobody matches">Clear the search or choose another role.</NoResultsState>}
        columns={[
          { key: "name", header: "Name", cell: ({ person }) => <span className="font-medium">{person.name}</span> },
          {
            key: "email",
            header: "Email",
            card: true,
            cell: ({ person }) => <span className="wrap-anywhere">{person.email}</span>,
          },
          {
            key: "place",
            header: "Department",
            from: "lg",
            cell: (member) => member.department ?? member.company ?? "–",
          },
          { key: "location", header: "Location", from: "xl", cell: (member) => member.location ?? "–" },
          {
            key: "roles",
            header: "Roles",
            card: true,
            cell: (member) => (
              <span className="flex flex-wrap gap-1">
                {member.roles.map((each) => (
                  <Badge key={each}>{roleLabel[each]}</Badge>
                ))}
              </span>
            ),
          },
          {
            key: "state",
            header: "State",
            from: "lg",
            cell: ({ active }) => (
              <StatusBadge tone={active ? "success" : "neutral"} label={active ? "Active" : "Left"} />
            ),
          },
        ]}
      />
      <Pager
        nextHref={next ? listUrl(path, params, { cursor: next }) : undefined}
        previousHref={params.cursor ? listUrl(path, params, { cursor: undefined }) : undefined}
      />
    </Page>
  );
}
