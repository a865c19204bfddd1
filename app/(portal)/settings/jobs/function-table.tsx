import { EmptyState } from "@/components/shell/states";
import { DataTable } from "@/components/table/data-table";

type Row = { id: string; name: string; events: readonly string[] };

export function FunctionTable({ functions }: { functions: readonly Row[] }) {
  return (
    <DataTable
      caption="Functions"
      rows={functions}
      rowKey={(row) => row.id}
      compact
      empty={
        <EmptyState title="No functions yet">
          They register when the portal and its job engine meet, a few seconds after the start.
        </EmptyState>
      }
      columns={[
        { key: "name", header: "Function", cell: (row) => <span className="font-medium">{row.name}</span> },
        { key: "triggers", header: "Runs on", card: true, cell: (row) => row.events.join(", ") },
      ]}
    />
  );
}
