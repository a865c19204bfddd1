import { ActionForm } from "@/components/form/action-form";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { EmptyState } from "@/components/shell/states";
import { HashText } from "@/components/status/hash-text";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { Alert } from "@/components/ui/alert";
import type { readLogHistory } from "@/lib/audit/log/queries";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import { requestExportAction } from "../exports/actions";
import { rotateKeyAction } from "./actions";

type History = Awaited<ReturnType<typeof readLogHistory>>;

/** Keys of the log with the sizes they began at, logs closed before it, and what was healed from the copy (A9, A13). */
export function History({ history, actor, zone }: { history: History; actor: Actor; zone: string }) {
  const { logs, keys, healings } = history;
  const [open, ...closed] = logs;
  const rows = keys.length > 0 ? keys : open ? [{ ...open, number: 1, startSize: 0n, startedAt: open.createdAt }] : [];
  return (
    <div className="grid gap-6">
      {healings.map((healing) => (
        <Alert key={healing.id} tone="warning" title="The log was healed from its copy">
          The database had {`${healing.fromSize}`} of {`${healing.toSize}`} signed events{" "}
          <RelativeTime value={healing.healedAt.toISOString()} zone={zone} />; the rest came back as it was signed.
          {healing.lostKeys.length > 0
            ? ` ${healing.lostKeys.length} keys of protected fields were in no backup: those values are unreadable now.`
            : ""}
        </Alert>
      ))}
      <DataTable
        caption="Keys that sign this log"
        compact
        rows={rows}
        rowKey={(row) => `${row.number}`}
        empty={<EmptyState title="No key">The log has no key.</EmptyState>}
        columns={[
          {
            key: "from",
            header: "Signs",
            cell: (row) =>
              row.startSize === null
                ? "With the next checkpoint"
                : row.startSize === 0n
                  ? "From the beginning"
                  : `From ${row.startSize.toLocaleString("en-GB")} events on`,
          },
          {
            key: "vkey",
            header: "Verifier key",
            card: true,
            cell: (row) => <HashText value={row.vkey} label="Copy" />,
          },
          {
            key: "since",
            header: "In use",
            card: true,
            cell: (row) =>
              row.startedAt === null ? "Waiting" : <RelativeTime value={row.startedAt.toISOString()} zone={zone} />,
          },
        ]}
      />
      {mayDo(actor, "log:rotate-key") && open ? (
        <div>
          <ConfirmDialog
            verb="Change the key"
            title="Give the log a new key?"
            variant="secondary"
            action={rotateKeyAction}
            organizationId={actor.organizationId}
          >
            The old key signs from which size on the new one counts, with the next checkpoint. Whoever pinned the old
            key can still check everything. You must have signed in within the last five minutes.
          </ConfirmDialog>
        </div>
      ) : null}
      {closed.length > 0 ? (
        <DataTable
          caption="Logs closed before this one"
          compact
          rows={closed}
          rowKey={(row) => row.id}
          empty={null}
          columns={[
            { key: "origin", header: "Log", cell: (row) => <span className="wrap-anywhere">{row.origin}</span> },
            { key: "size", header: "Closed by restore at size", card: true, cell: (row) => row.closedSize },
            { key: "reason", header: "Reason", card: true, cell: (row) => row.closedReason },
            {
              key: "when",
              header: "Closed",
              card: true,
              cell: (row) =>
                row.closedAt === null ? "" : <RelativeTime value={row.closedAt.toISOString()} zone={zone} />,
            },
            {
              key: "package",
              header: "Package",
              card: true,
              cell: (row) =>
                mayDo(actor, "audit:export") ? (
                  <ActionForm
                    action={requestExportAction}
                    organizationId={actor.organizationId}
                    hidden={{ log: row.id }}
                    submitLabel="Export"
                    pendingLabel="Asking…"
                  />
                ) : null,
            },
          ]}
        />
      ) : null}
    </div>
  );
}
