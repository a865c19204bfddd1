import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState, NoResultsState } from "@/components/shell/states";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords } from "@/components/table/list-url";
import { Button } from "@/components/ui/button";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { policyExemptions } from "@/lib/policies/exemptions/queries";
import { ExemptionStatus, exemptionStatusLabels } from "@/lib/policies/exemptions/schema";
import { PolicyTabs } from "../policy-tabs";
import { ExemptionCard } from "./exemption-card";

export const metadata: Metadata = { title: "Exceptions" };

export default async function ExceptionsPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(policyExemptions, searchParams);
  const exemptions = await pageResult(() => policyExemptions(actor, params));
  const decides = mayDo(actor, "policy:exemption:decide");
  return (
    <Page>
      <PageHead
        title="Exceptions"
        lead="Who need not acknowledge, and where a rule is not followed: with a reason, something done instead, and an end."
        actions={
          <Button asChild>
            <Link href="/policies/exceptions/new">Ask for an exception</Link>
          </Button>
        }
      />
      <PolicyTabs actor={actor} />
      <FilterBar
        path="/policies/exceptions"
        params={params}
        filters={[
          {
            name: "status",
            label: "Status",
            choices: ExemptionStatus.options.map((value) => ({ value, label: exemptionStatusLabels[value] })),
          },
        ]}
        count={countWords(exemptions.length, "exception")}
      />
      {exemptions.length === 0 ? (
        params.status ? (
          <NoResultsState title="Nothing fits this filter">Take the filter away to see more.</NoResultsState>
        ) : (
          <EmptyState title="No exceptions">
            Whoever cannot follow a policy asks here; somebody else decides.
          </EmptyState>
        )
      ) : (
        <ul className="grid gap-4">
          {exemptions.map((row) => (
            <li key={row.id}>
              <ExemptionCard
                row={row}
                decides={decides}
                organizationId={actor.organizationId}
                zone={organization.timeZone}
              />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
