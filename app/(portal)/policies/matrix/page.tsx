import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState, NoResultsState } from "@/components/shell/states";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { policyMatrix } from "@/lib/policies/officer/matrix";
import { MatrixState, matrixStateLabels } from "@/lib/policies/officer/schema";
import { policyPlaces } from "@/lib/policies/queries/policy-places";
import { PolicyTabs } from "../policy-tabs";
import { MatrixTable } from "./matrix-table";

export const metadata: Metadata = { title: "Matrix of policies" };
const path = "/policies/matrix";
const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

export default async function MatrixPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const { page: wanted, ...params } = await readParams(policyMatrix, searchParams);
  const matrix = await pageResult(() => policyMatrix(actor, { ...params, page: wanted }));
  const places = await pageResult(() => policyPlaces(actor, {}));
  const to = (page: number) => listUrl(path, params, { page: String(page) });
  const download = (
    <Button asChild variant="secondary">
      <a href={listUrl("/api/v1/policies/matrix", params, {})}>Download as CSV</a>
    </Button>
  );
  return (
    <Page width="full">
      <PageHead
        title="Matrix"
        lead="Who has acknowledged what: people down, policies in force across."
        actions={download}
      />
      <PolicyTabs actor={actor} />
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "name or email" }}
        filters={[
          {
            name: "state",
            label: "State",
            choices: MatrixState.options.map((value) => ({ value, label: matrixStateLabels[value] })),
          },
          { name: "department", label: "Department", choices: plain(places.departments) },
          { name: "location", label: "Location", choices: plain(places.locations) },
        ]}
        count={countWords(matrix.total, "person", "people")}
      />
      {matrix.columns.length === 0 ? (
        <EmptyState title="No policy is in force">A published policy becomes a column here.</EmptyState>
      ) : matrix.people.length === 0 ? (
        <NoResultsState title="Nobody fits these filters">Take a filter away to see more.</NoResultsState>
      ) : (
        <MatrixTable matrix={matrix} zone={organization.timeZone} />
      )}
      <Pager
        previousHref={matrix.page > 1 ? to(matrix.page - 1) : undefined}
        nextHref={matrix.page < matrix.pages ? to(matrix.page + 1) : undefined}
      >
        Page {matrix.page} of {matrix.pages}
      </Pager>
    </Page>
  );
}
