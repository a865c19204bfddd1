import { EmptyState } from "@/components/shell/states";
import { formatDay, formatExact } from "@/components/status/calendar";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { TextLink } from "@/components/ui/text-link";
import type { readCollectorRuns } from "@/lib/audit/collectors/queries";
import { RunBadge } from "./run-badge";

type Run = Awaited<ReturnType<typeof readCollectorRuns>>["runs"][number];

/** Days of the calendar, kept as midnight UTC. */
const period = ({ fromDay, toDay }: Run) =>
  [...new Set([fromDay, toDay].map((day) => formatDay(day, "UTC")))].join(" to ");

/** Every run with its period, rows, evidence or error. */
export function RunTable({ runs, zone }: { runs: readonly Run[]; zone: string }) {
  return (
    <DataTable
      caption="Runs"
      rows={[...runs]}
      rowKey={(run) => run.id}
      empty={<EmptyState title="Never run">Its first run comes with its schedule, or by hand.</EmptyState>}
      columns={[
        {
          key: "period",
          header: "Period",
          cell: (run) => <span className="whitespace-nowrap tabular-nums">{period(run)}</span>,
        },
        { key: "state", header: "State", card: true, cell: (run) => <RunBadge state={run.state} /> },
        {
          key: "result",
          header: "Evidence",
          card: true,
          cell: (run) =>
            run.evidenceId ? (
              <TextLink href={`/audit/evidence/${run.evidenceId}`}>{run.reference}</TextLink>
            ) : (
              <span className="wrap-anywhere">{run.error ?? "–"}</span>
            ),
        },
        { key: "rows", header: "Rows", align: "right", from: "lg", cell: (run) => run.rows ?? "–" },
        {
          key: "by",
          header: "Started",
          from: "lg",
          cell: (run) => <span className="whitespace-nowrap">{run.byHand ? "By hand" : "By schedule"}</span>,
        },
        {
          key: "at",
          header: "When",
          align: "right",
          from: "lg",
          cell: (run) => (
            <span title={formatExact(run.startedAt, zone)}>
              <RelativeTime value={run.startedAt.toISOString()} zone={zone} />
            </span>
          ),
        },
      ]}
    />
  );
}
