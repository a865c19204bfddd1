import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { TextLink } from "@/components/ui/text-link";
import { readLogStatus } from "@/lib/audit/check/queries";
import { eventFilterInput } from "@/lib/audit/explorer/schema";
import { listExports } from "@/lib/audit/export/queries";
import { isUnderWay } from "@/lib/audit/export/rules";
import { requireSession } from "@/lib/platform/auth/actor";
import { AuditTabs } from "../tabs";
import { ExportCard } from "./export-card";
import { ExportForm } from "./export-form";
import { LookAgain } from "./look-again";

export const metadata: Metadata = { title: "Exports" };

export default async function ExportsPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const exports = await pageResult(() => listExports(actor, {}));
  const { signed } = await pageResult(() => readLogStatus(actor, {}));
  const filters = await readParams(eventFilterInput, searchParams);
  return (
    <Page>
      <PageHead
        title="Exports"
        lead="Packages of the trail that anybody can check offline, with one file and no account."
      />
      <AuditTabs actor={actor} />
      {exports.some(({ state }) => isUnderWay(state)) ? <LookAgain /> : null}
      <Section title="New export">
        <ExportForm size={signed?.size ?? null} organizationId={actor.organizationId} filters={filters} />
      </Section>
      <Section title="Exports so far">
        {exports.length === 0 ? (
          <EmptyState title="No export yet" as="p">
            What is asked for above appears here, with its progress. A package is kept for seven days. Drop it on{" "}
            <TextLink inline href="/audit/integrity">
              Integrity
            </TextLink>{" "}
            to check it.
          </EmptyState>
        ) : (
          <ul className="grid gap-4" aria-label="Exports so far">
            {exports.map((each) => (
              <li key={each.id}>
                <ExportCard found={each} organizationId={actor.organizationId} zone={organization.timeZone} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}
