import { pageResult } from "@/app/page-errors";
import { ShareText } from "@/components/policies/share-text";
import { VersionBadge } from "@/components/policies/version-badge";
import { EmptyState, NoResultsState } from "@/components/shell/states";
import { formatDay } from "@/components/status/calendar";
import { StatusBadge } from "@/components/status/status-badge";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { cn } from "@/components/ui/cn";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { now } from "@/lib/platform/clock";
import { policyLibrary } from "@/lib/policies/queries/library";
import { PolicyType, policyTypeLabels, VersionStatus, versionStatusLabels } from "@/lib/policies/schema";

type Row = Awaited<ReturnType<typeof policyLibrary>>["policies"][number];
const path = "/policies";
const choices = <T extends string>(values: readonly T[], labels: Record<T, string>) =>
  values.map((value) => ({ value, label: labels[value] }));
const filters = [
  { name: "status", label: "Status", choices: choices(VersionStatus.options, versionStatusLabels) },
  { name: "type", label: "Type", choices: choices(PolicyType.options, policyTypeLabels) },
];

const columns: Column<Row>[] = [
  { key: "title", header: "Policy", cell: (row) => <span className="wrap-anywhere">{row.title}</span> },
  {
    key: "reference",
    header: "Reference",
    className: "whitespace-nowrap",
    card: true,
    cell: (row) => <span className="tabular-nums">{row.reference}</span>,
  },
  { key: "type", header: "Type", from: "xl", cell: (row) => policyTypeLabels[row.type] },
  {
    key: "status",
    header: "Versions",
    card: true,
    cell: (row) => (
      <span className="flex flex-wrap items-center gap-2">
        {row.inForce ? (
          <span className="inline-flex items-center gap-1">
            v{row.inForce.number} <VersionBadge status="published" />
            {row.inForce.unconfirmed ? <StatusBadge tone="danger" label="Emergency, not confirmed" /> : null}
          </span>
        ) : null}
        {row.coming ? (
          <StatusBadge
            tone="info"
            label={`v${row.coming.number} from ${row.coming.effectiveFrom ? formatDay(row.coming.effectiveFrom, "UTC") : "soon"}`}
          />
        ) : null}
        {row.working ? (
          <span className="inline-flex items-center gap-1">
            v{row.working.number} <VersionBadge status={row.working.status} />
          </span>
        ) : null}
      </span>
    ),
  },
  {
    key: "acknowledged",
    header: "Acknowledged",
    align: "right",
    cell: (row) => <ShareText share={row.acknowledged} />,
  },
  {
    key: "review",
    header: "Review by",
    from: "lg",
    align: "right",
    cell: (row) => <ReviewDay date={row.reviewDate} />,
  },
  { key: "owner", header: "Owner", from: "xl", cell: (row) => row.owner },
];

/** The list has no room for a whole deadline: a day, and the word when it has passed. */
function ReviewDay({ date }: { date: string | null }) {
  if (!date) return "Not set";
  const late = date < now().toISOString().slice(0, 10);
  return (
    <span className={cn("whitespace-nowrap", late && "font-medium text-danger-text")}>
      {late ? "Late: " : ""}
      {formatDay(date, "UTC")}
    </span>
  );
}

export async function Library({ actor, params }: { actor: UserActor; params: Record<string, string | undefined> }) {
  const { policies, total, nextCursor } = await pageResult(() => policyLibrary(actor, params));
  const filtered = Boolean(params.search || params.status || params.type);
  return (
    <>
      <FilterBar
        path={path}
        params={params}
        search={{ name: "search", placeholder: "title, reference or tag" }}
        filters={filters}
        count={countWords(total, "policy", "policies")}
      />
      <DataTable
        caption="Policies"
        columns={columns}
        rows={policies}
        rowKey={(row) => row.id}
        rowHref={(row) => `${path}/${row.id}`}
        empty={
          filtered ? (
            <NoResultsState title="No policy fits these filters">Take a filter away to see more.</NoResultsState>
          ) : (
            <EmptyState title="No policies yet">
              A policy begins as a draft by an author; another person approves it.
            </EmptyState>
          )
        }
      />
      <Pager
        nextHref={nextCursor ? listUrl(path, params, { cursor: nextCursor }) : undefined}
        previousHref={params.cursor ? listUrl(path, params, { cursor: undefined }) : undefined}
      />
    </>
  );
}
