import { EmptyState } from "@/components/shell/states";
import { DataTable } from "@/components/table/data-table";
import type { readKeys } from "@/lib/audit/keys/queries";
import { retentionClassLabels } from "@/lib/audit/keys/schema";
import { dayWords, keyWords } from "./words";

type Row = Awaited<ReturnType<typeof readKeys>>["classes"][number];

/** Which classes there are, why each is kept, and what of it still lives. */
export function ClassTable({ classes }: { classes: readonly Row[] }) {
  return (
    <DataTable
      caption="Retention classes"
      rows={classes}
      rowKey={(row) => row.retentionClass}
      empty={<EmptyState title="No classes" />}
      columns={[
        { key: "class", header: "Class", cell: (row) => retentionClassLabels[row.retentionClass] },
        { key: "basis", header: "Basis", card: true, cell: (row) => <Basis basis={row.basis} /> },
        {
          key: "keys",
          header: "Living keys",
          align: "right",
          card: true,
          cell: (row) => keyWords(row.keys),
        },
        {
          key: "ended",
          header: "Time ended",
          align: "right",
          from: "lg",
          cell: (row) => row.ended.toLocaleString("en-GB"),
        },
        {
          key: "next",
          header: "Next month ends",
          align: "right",
          from: "lg",
          cell: (row) => (row.nextEnd ? dayWords(row.nextEnd) : "None"),
        },
      ]}
    />
  );
}

function Basis({ basis }: { basis: Row["basis"] }) {
  return (
    <span className="wrap-anywhere">
      {basis.kind === "statutory" ? `Statutory: ${basis.citation} (${basis.jurisdiction}). ` : "Policy. "}
      <span className="text-muted-foreground">{basis.sentence}</span>
    </span>
  );
}
