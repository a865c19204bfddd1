import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { EmptyState } from "@/components/shell/states";
import { cronWords } from "@/components/status/cron-words";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import type { JobFunction } from "@/lib/platform/jobs/embedded/inspect";
import { runJobAction } from "./actions";

export function FunctionTable({
  functions,
  organizationId,
  zone,
}: {
  functions: JobFunction[];
  organizationId: string;
  zone: string;
}) {
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
        {
          key: "triggers",
          header: "Runs on",
          card: true,
          cell: (row) => row.refusal ?? [...row.events, ...row.schedules.map(({ cron }) => cronWords(cron))].join(", "),
        },
        {
          key: "next",
          header: "Next",
          from: "lg",
          cell: (row) =>
            row.schedules[0] ? <RelativeTime value={row.schedules[0].nextAt.toISOString()} zone={zone} /> : "–",
        },
        {
          key: "run",
          header: "By hand",
          cell: (row) =>
            row.schedules.length > 0 ? (
              <ActionForm
                action={runJobAction}
                organizationId={organizationId}
                hidden={{ functionId: row.id }}
                className="gap-2"
              >
                <SubmitButton variant="ghost" size="sm" className="-ml-3" pendingLabel="Starting…">
                  Run now<span className="sr-only">: {row.name}</span>
                </SubmitButton>
              </ActionForm>
            ) : null,
        },
      ]}
    />
  );
}
