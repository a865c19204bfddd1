import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { FreshnessBadge } from "@/components/audit/freshness-badge";
import { StatCard } from "@/components/chart/stat-card";
import { Page, PageHead } from "@/components/shell/page";
import { NoResultsState } from "@/components/shell/states";
import { formatDay } from "@/components/status/calendar";
import { Deadline } from "@/components/status/deadline";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { TextLink } from "@/components/ui/text-link";
import { cadenceLabels } from "@/lib/audit/evidence/cadence";
import { evidenceFreshness } from "@/lib/audit/evidence/freshness";
import { EvidenceFreshness, evidenceFreshnessLabels } from "@/lib/audit/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { frameworkLabels } from "@/lib/platform/frameworks";
import { EvidenceTabs } from "../../evidence-tabs";

export const metadata: Metadata = { title: "Evidence by control" };

const path = "/audit/evidence/freshness";
const choices = EvidenceFreshness.options.map((value) => ({ value, label: evidenceFreshnessLabels[value] }));
const frameworks = Object.entries(frameworkLabels).map(([value, label]) => ({ value, label }));

export default async function FreshnessPage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const zone = organization.timeZone;
  const params = { framework: "soc2" as const, ...(await readParams(evidenceFreshness, searchParams)) };
  const { rows, count, total, counts, next } = await pageResult(() => evidenceFreshness(actor, params));
  return (
    <Page>
      <PageHead
        title="Evidence by control"
        lead="The newest approved evidence of each requirement, and when the next is due: the end of its period and the control's cadence."
      />
      <EvidenceTabs actor={actor} />
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        {EvidenceFreshness.options.map((state) => (
          <StatCard
            key={state}
            label={evidenceFreshnessLabels[state]}
            value={String(counts[state])}
            note={`of ${countWords(total, "requirement")}`}
            href={listUrl(path, params, { state, cursor: undefined })}
          />
        ))}
      </div>
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "requirement" }}
        filters={[
          { name: "framework", label: "Framework", choices: frameworks },
          { name: "state", label: "Freshness", choices },
        ]}
        count={countWords(count, "requirement")}
      />
      <DataTable
        caption="Requirements and their evidence"
        rows={rows}
        rowKey={(row) => row.key}
        empty={<NoResultsState title="No requirement like this">Choose another freshness or framework.</NoResultsState>}
        columns={[
          { key: "control", header: "Requirement", cell: (row) => `${row.id} ${row.title}` },
          { key: "state", header: "Freshness", card: true, cell: (row) => <FreshnessBadge state={row.state} /> },
          {
            key: "evidence",
            header: "Newest approved evidence",
            card: true,
            cell: (row) =>
              row.evidence ? (
                <TextLink
                  href={`/audit/evidence/${row.evidence.id}`}
                >{`${row.evidence.reference}, covers until ${row.until ? formatDay(row.until, zone) : "no day"}`}</TextLink>
              ) : (
                "None"
              ),
          },
          {
            key: "due",
            header: "Next due",
            from: "lg",
            card: true,
            cell: (row) => (row.nextDue ? <Deadline due={row.nextDue} zone={zone} /> : "Now"),
          },
          {
            key: "cadence",
            header: "Cadence and where it comes from",
            from: "xl",
            cell: (row) => `${cadenceLabels[row.cadence]}. ${row.source}`,
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
