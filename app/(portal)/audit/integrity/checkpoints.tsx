import { EmptyState } from "@/components/shell/states";
import { CopyButton } from "@/components/status/copy-button";
import { FactList } from "@/components/status/fact-list";
import { HashText } from "@/components/status/hash-text";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import { countWords } from "@/components/table/list-url";
import { Button } from "@/components/ui/button";
import type { readLogStatus } from "@/lib/audit/check/queries";
import { toHex } from "@/lib/platform/crypto/bytes";

type Status = Awaited<ReturnType<typeof readLogStatus>>;

/** The log's name and key, what is signed, what waits, and the newest checkpoints to keep. */
export function Checkpoints(props: { status: Status; organizationId: string; zone: string }) {
  const { status, organizationId, zone } = props;
  const { log, checkpoints, pending, signed } = status;
  if (!log) return <EmptyState title="There is no log">It is made together with the organisation.</EmptyState>;
  return (
    <div className="grid gap-4">
      <FactList
        facts={[
          { label: "Log", value: log.origin },
          { label: "Verifier key", value: <HashText value={log.vkey} label="Copy verifier key" /> },
          { label: "Signed", value: signed ? `${signed.size.toLocaleString("en-GB")} events` : "Nothing yet" },
          {
            label: "Waiting",
            value:
              pending > 1_000 ? "More than 1,000 events" : pending === 0 ? "Nothing" : countWords(pending, "event"),
          },
        ]}
      />
      {signed ? (
        <div>
          <Button asChild variant="secondary">
            <a href={`/api/v1/audit/log/${organizationId}/checkpoint`} download={`checkpoint-${signed.size}.txt`}>
              Save the newest checkpoint
            </a>
          </Button>
        </div>
      ) : null}
      <DataTable
        caption="The newest checkpoints"
        compact
        rows={checkpoints}
        rowKey={(row) => `${row.size}`}
        empty={<EmptyState title="Nothing is signed yet">The first checkpoint follows the first event.</EmptyState>}
        columns={[
          {
            key: "size",
            header: "Events",
            cell: (row) => <span className="tabular-nums">{row.size.toLocaleString("en-GB")}</span>,
          },
          {
            key: "root",
            header: "Root",
            card: true,
            cell: (row) => <HashText value={toHex(row.root)} label={`Copy the root of ${row.size} events`} />,
          },
          {
            key: "signed",
            header: "Signed",
            card: true,
            cell: (row) => <RelativeTime value={row.signedAt.toISOString()} zone={zone} />,
          },
          {
            key: "note",
            header: "Copy",
            from: "lg",
            align: "right",
            cell: (row) => <CopyButton value={row.note} label={`Copy the checkpoint of ${row.size} events`} />,
          },
        ]}
      />
    </div>
  );
}
