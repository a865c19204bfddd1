import type { ReactNode } from "react";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { StatusBadge } from "@/components/status/status-badge";
import { DataTable } from "@/components/table/data-table";
import { TextLink } from "@/components/ui/text-link";
import { type AbsenceState, daysWords } from "@/lib/platform/people/absences/rules";
import { type AbsenceKind, absenceKindLabels } from "@/lib/platform/people/absences/schema";
import { withdrawAbsenceAction } from "./actions";

type Row = {
  id: string;
  person: string;
  kind: AbsenceKind | null;
  firstDay: string;
  lastDay: string | null;
  state: AbsenceState;
  recordedBy: string;
  mayChange: boolean;
};

const states: Record<AbsenceState, { tone: "info" | "neutral"; label: string }> = {
  coming: { tone: "neutral", label: "To come" },
  away: { tone: "info", label: "Away" },
  over: { tone: "neutral", label: "Over" },
  withdrawn: { tone: "neutral", label: "Withdrawn" },
};

export function AbsenceTable({
  caption,
  rows,
  named = false,
  organizationId,
  empty,
}: {
  caption: string;
  rows: readonly Row[];
  /** Of several people: says whose. */
  named?: boolean;
  organizationId: string;
  empty: ReactNode;
}) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        {
          key: "days",
          header: named ? "Who and when" : "When",
          cell: (row) => (
            <span className="grid">
              {named ? <span className="font-medium wrap-anywhere">{row.person}</span> : null}
              <span className="tabular-nums">{daysWords(row)}</span>
            </span>
          ),
        },
        {
          key: "kind",
          header: "Kind",
          card: true,
          cell: (row) => (row.kind ? absenceKindLabels[row.kind] : "Not shown"),
        },
        { key: "state", header: "State", card: true, cell: (row) => <StatusBadge {...states[row.state]} /> },
        { key: "by", header: "Recorded by", from: "lg", cell: (row) => row.recordedBy },
        ...(rows.some(({ mayChange }) => mayChange)
          ? [
              {
                key: "acts",
                header: "Change",
                card: true,
                cell: (row: Row) => <Acts row={row} organizationId={organizationId} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Acts({ row, organizationId }: { row: Row; organizationId: string }) {
  if (!row.mayChange) return "–";
  return (
    <span className="flex flex-wrap items-center gap-3">
      <TextLink href={`/settings/absences/${row.id}`}>Change</TextLink>
      <ConfirmDialog
        verb="Withdraw"
        title={`Withdraw the absence of ${row.person}?`}
        action={withdrawAbsenceAction}
        organizationId={organizationId}
        hidden={{ absenceId: row.id }}
        size="sm"
      >
        <p>
          {daysWords(row)} no longer counts, and due dates move back, at the earliest to today. The entry stays on
          record. If {row.person} came back earlier, change the last day instead.
        </p>
      </ConfirmDialog>
    </span>
  );
}
