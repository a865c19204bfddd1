import { Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { RelativeTime } from "@/components/status/relative-time";
import { DataTable } from "@/components/table/data-table";
import type { KeptKeys } from "@/lib/audit/keys/decide";
import type { readDestruction } from "@/lib/audit/keys/queries";
import { groundLabels, retentionClassLabels } from "@/lib/audit/keys/schema";
import { dayWords, keyWords, monthWords } from "../words";

type Read = Awaited<ReturnType<typeof readDestruction>>;

const spanWords = (months: readonly string[]) => {
  const [first = "", last = first] = [months[0], months.at(-1)];
  return first === last ? monthWords(first) : `${monthWords(first)} to ${monthWords(last)}`;
};

/** What stays readable, and why: the law with its end, or the hold. */
export function KeptKeysTable({ kept, open }: { kept: readonly KeptKeys[]; open: boolean }) {
  return (
    <Section title={open ? "What would stay" : "What stayed"}>
      <DataTable
        caption="Keys that stay"
        rows={kept}
        rowKey={(row) => `${row.ground} ${row.reference} ${row.retentionClass}`}
        empty={<EmptyState title="Nothing">No hold, no statute and no office keeps any of these keys.</EmptyState>}
        columns={[
          { key: "ground", header: "Why", cell: (row) => `${groundLabels[row.ground]}: ${row.reference}` },
          { key: "class", header: "Class", from: "lg", cell: (row) => retentionClassLabels[row.retentionClass] },
          { key: "months", header: "Months", card: true, cell: (row) => spanWords(row.months) },
          {
            key: "until",
            header: "Until",
            card: true,
            cell: (row) => (row.until ? dayWords(row.until) : "The hold is released"),
          },
          { key: "keys", header: "Keys", align: "right", cell: (row) => String(row.keys) },
        ]}
      />
    </Section>
  );
}

/** The dry run's list: what lives now of what is proposed. */
export function SampleTable({ rows, alive }: { rows: Read["sample"]; alive: number }) {
  return (
    <Section title={alive > rows.length ? `The first ${rows.length} of ${keyWords(alive)}` : "Living keys"}>
      <DataTable
        caption="Living keys"
        compact
        rows={rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title="No living keys">Nothing of this is readable any more.</EmptyState>}
        columns={[
          {
            key: "subject",
            header: "Whose",
            cell: (row) => <span className="wrap-anywhere">{row.name ?? row.subject}</span>,
          },
          { key: "class", header: "Class", card: true, cell: (row) => retentionClassLabels[row.retentionClass] },
          { key: "month", header: "Month", card: true, align: "right", cell: (row) => monthWords(row.month) },
        ]}
      />
    </Section>
  );
}

/** Who was given the values earlier, and was told. */
export function Disclosures({ rows, zone }: { rows: Read["disclosures"]; zone: string }) {
  return (
    <Section title="Given to others earlier">
      <DataTable
        caption="Packages with these keys"
        rows={rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title="To nobody">No package that anybody downloaded holds these keys.</EmptyState>}
        columns={[
          {
            key: "who",
            header: "Recipient",
            cell: (row) => row.actorName ?? "An API key, or somebody whose name was erased",
          },
          { key: "what", header: "What", card: true, cell: () => "Export of the trail; asked by mail to delete it" },
          {
            key: "at",
            header: "Downloaded",
            align: "right",
            card: true,
            cell: (row) => <RelativeTime value={row.recordedAt.toISOString()} zone={zone} />,
          },
        ]}
      />
    </Section>
  );
}
