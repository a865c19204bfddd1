import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { ShareText } from "@/components/policies/share-text";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords } from "@/components/table/list-url";
import { requireSession } from "@/lib/platform/auth/actor";
import { coverageInput, policyCoverage } from "@/lib/policies/officer/coverage";
import { versionStatusLabels } from "@/lib/policies/schema";
import { PolicyTabs } from "../policy-tabs";

export const metadata: Metadata = { title: "Coverage by policies" };

export default async function CoveragePage({ searchParams }: { searchParams: Search }) {
  const { actor } = await requireSession();
  const params = coverageInput.parse(await readParams(coverageInput, searchParams));
  const { frameworks, rows } = await pageResult(() => policyCoverage(actor, params));
  return (
    <Page>
      <PageHead
        title="Coverage"
        lead="Which requirements have a policy in force, and which have none. What a draft is mapped to counts once it is in force."
      />
      <PolicyTabs actor={actor} />
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {frameworks.map(({ id, label, covered }) => (
          <li
            key={id}
            className="relative rounded-lg border border-border bg-card px-4 py-3 hover:bg-hover has-[[aria-current]]:border-primary"
          >
            <Link
              href={`/policies/coverage?framework=${id}&show=${params.show}`}
              prefetch={false}
              aria-current={id === params.framework ? "true" : undefined}
              className="stretched-link font-medium aria-[current]:text-primary-text"
            >
              {label}
            </Link>
            <span className="block text-muted-foreground">
              <ShareText share={covered} /> of its requirements
            </span>
          </li>
        ))}
      </ul>
      <FilterBar
        path="/policies/coverage"
        params={params}
        filters={[
          { name: "framework", label: "Framework", choices: frameworks.map(({ id, label }) => ({ value: id, label })) },
          {
            name: "show",
            label: "Show",
            choices: [
              { value: "missing", label: "Without a policy" },
              { value: "all", label: "All requirements" },
            ],
          },
        ]}
        count={countWords(rows.length, "requirement")}
      />
      <DataTable
        caption="Requirements and their policies"
        compact
        rows={rows}
        rowKey={(row) => row.key}
        empty={<EmptyState title="Every requirement has a policy">Choose “All requirements” to see which.</EmptyState>}
        columns={[
          {
            key: "requirement",
            header: "Requirement",
            cell: (row) => (
              <span className="wrap-anywhere">
                <span className="tabular-nums">{row.id}</span> {row.title}
              </span>
            ),
          },
          {
            key: "policies",
            header: "Policies in force",
            card: true,
            cell: (row) =>
              row.policies.length === 0 ? (
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <StatusBadge tone="warning" label="No policy" />
                  {row.planned.map((version) => (
                    <Link
                      key={`${version.id} ${version.number}`}
                      href={`/policies/${version.id}`}
                      prefetch={false}
                      className="inline-flex min-h-6 items-center text-muted-foreground underline underline-offset-2"
                    >
                      {version.reference} version {version.number}: {versionStatusLabels[version.status]}
                    </Link>
                  ))}
                </span>
              ) : (
                <span className="flex flex-wrap gap-x-3 gap-y-1">
                  {row.policies.map((policy) => (
                    <Link
                      key={policy.id}
                      href={`/policies/${policy.id}`}
                      prefetch={false}
                      className="underline underline-offset-2"
                    >
                      {policy.reference} {policy.title}
                    </Link>
                  ))}
                </span>
              ),
          },
        ]}
      />
    </Page>
  );
}
