import { EmptyState } from "../shell/states";
import { formatDay, formatExact, isPlainDate } from "../status/calendar";
import { StatusBadge } from "../status/status-badge";
import type { Column } from "../table/columns";
import { DataTable } from "../table/data-table";
import { TextLink } from "../ui/text-link";

export type CountedRow = {
  id: string;
  reference: string;
  what: string;
  state: string;
  dates: { label: string; value: string }[];
  department: string | null;
  met: boolean;
  /** Its page in its own domain, for those who may open it. */
  href: string | null;
};

/** The records a figure counted. `share`: what the ones above its line are ("on time"); the others are marked. */
export function FigureTable({
  caption,
  rows,
  share,
  zone,
}: {
  caption: string;
  rows: readonly CountedRow[];
  share: string | null;
  zone: string;
}) {
  return (
    <DataTable
      caption={caption}
      columns={columnsOf(rows, share, zone)}
      rows={rows}
      rowKey={(row) => row.id}
      empty={<EmptyState title="Nothing is counted here">The figure is 0, or has no data in this period.</EmptyState>}
    />
  );
}

function columnsOf(rows: readonly CountedRow[], share: string | null, zone: string): Column<CountedRow>[] {
  const date = ({ label, value }: CountedRow["dates"][number]) => (
    <span key={label} className="block whitespace-nowrap">
      <span className="text-muted-foreground">{label}</span>{" "}
      <time dateTime={value} title={formatExact(value, zone)}>
        {isPlainDate(value) ? formatDay(value, zone) : formatExact(value, zone).replace(/^\w+ /, "")}
      </time>
    </span>
  );
  return [
    {
      key: "reference",
      header: "Record",
      cell: (row) => (
        <span className="font-medium wrap-anywhere tabular-nums">
          {row.href ? (
            <TextLink href={row.href} prefetch={false}>
              {row.reference}
            </TextLink>
          ) : (
            row.reference
          )}
        </span>
      ),
    },
    { key: "what", header: "What", card: true, cell: (row) => <span className="wrap-anywhere">{row.what}</span> },
    {
      key: "state",
      header: "State",
      card: true,
      cell: (row) => (share ? <StatusBadge tone={row.met ? "success" : "warning"} label={row.state} /> : row.state),
    },
    { key: "dates", header: "Dates", card: true, cell: (row) => row.dates.map(date) },
    ...(rows.some(({ department }) => department !== null)
      ? [{ key: "department", header: "Department", card: true, cell: (row: CountedRow) => row.department ?? "None" }]
      : []),
  ];
}
