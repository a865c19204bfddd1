import type { Metadata } from "next";
import Link from "next/link";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { EvidenceStatusBadge } from "@/components/audit/evidence-status-badge";
import { IntegrityBadge } from "@/components/audit/integrity-badge";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Button } from "@/components/ui/button";
import { listEvidence } from "@/lib/audit/evidence/queries";
import { scrubProgress } from "@/lib/audit/evidence/scrub";
import {
  EvidenceStatus,
  EvidenceType,
  evidenceStatusLabels,
  evidenceTypeLabels,
  IntegrityState,
  integrityStateLabels,
} from "@/lib/audit/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { EvidenceTabs } from "../evidence-tabs";
import { ScrubLine } from "./scrub-line";

export const metadata: Metadata = { title: "Evidence" };

const path = "/audit/evidence";
const filters = [
  {
    name: "type",
    label: "Type",
    choices: EvidenceType.options.map((value) => ({ value, label: evidenceTypeLabels[value] })),
  },
  {
    name: "status",
    label: "Status",
    choices: EvidenceStatus.options.map((value) => ({ value, label: evidenceStatusLabels[value] })),
  },
  {
    name: "integrity",
    label: "Integrity",
    choices: IntegrityState.options.map((value) => ({ value, label: integrityStateLabels[value] })),
  },
];

export default async function EvidencePage({ searchParams }: { searchParams: Search }) {
  const { actor, organization } = await requireSession();
  const params = await readParams(listEvidence, searchParams);
  const { evidence, count, next } = await pageResult(() => listEvidence(actor, params));
  const add = mayDo(actor, "evidence:collect") ? (
    <Button asChild>
      <Link href={`${path}/new`}>Add evidence</Link>
    </Button>
  ) : undefined;
  return (
    <Page>
      <PageHead
        title="Evidence"
        lead="Files that prove a control, hashed and encrypted as they arrive, re-checked every night and before each download."
        actions={add}
      />
      <EvidenceTabs actor={actor} />
      <ScrubLine progress={await scrubProgress(actor, {})} zone={organization.timeZone} />
      <FilterBar
        path={path}
        params={params}
        search={{ name: "q", placeholder: "reference or title" }}
        filters={filters}
        count={countWords(count, "piece of evidence", "pieces of evidence")}
      />
      <DataTable
        caption="Evidence"
        rows={evidence}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${row.id}`}
        empty={
          <EmptyState title="No evidence here yet" action={add}>
            A file with its control, its period and its chain of custody.
          </EmptyState>
        }
        columns={[
          { key: "title", header: "Title", cell: (row) => row.title },
          {
            key: "reference",
            header: "Reference",
            className: "whitespace-nowrap",
            from: "lg",
            cell: (row) => <span className="tabular-nums">{row.reference}</span>,
          },
          { key: "controls", header: "Controls", card: true, cell: (row) => row.controlIds.join(", ") },
          { key: "type", header: "Type", from: "xl", cell: (row) => evidenceTypeLabels[row.type] },
          { key: "status", header: "Status", from: "lg", cell: (row) => <EvidenceStatusBadge status={row.status} /> },
          {
            key: "integrity",
            header: "Integrity",
            card: true,
            cell: ({ versions: [newest] }) =>
              newest?.destroyedAt ? (
                "–"
              ) : (
                <IntegrityBadge state={newest?.integrity ?? "unchecked"} at={newest?.verifiedAt} />
              ),
          },
          {
            key: "at",
            header: "Collected",
            align: "right",
            from: "lg",
            cell: (row) => <RelativeTime value={row.createdAt.toISOString()} zone={organization.timeZone} />,
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
