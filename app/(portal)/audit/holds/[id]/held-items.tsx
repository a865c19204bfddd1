import { EvidenceStatusBadge } from "@/components/audit/evidence-status-badge";
import { Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { DataTable } from "@/components/table/data-table";
import { listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { TextLink } from "@/components/ui/text-link";
import type { readHold } from "@/lib/audit/holds/queries";

type Read = Awaited<ReturnType<typeof readHold>>;
type Item = Read["items"][number];

function what(item: Item) {
  if (item.evidence) {
    return (
      <TextLink
        href={`/audit/evidence/${item.evidence.id}`}
      >{`${item.evidence.reference} ${item.evidence.title}`}</TextLink>
    );
  }
  if (item.kind === "audit_event")
    return <TextLink href={`/audit/events/${item.objectId}`}>An event of the trail</TextLink>;
  return item.kind === "person" ? `${item.name} in the audit trail` : item.objectId;
}

/** What a hold holds by name, and what its query has caught so far. */
export function HeldItems({
  id,
  items,
  count,
  next,
  params,
  query,
}: Pick<Read, "items" | "count" | "next"> & { id: string; params: Record<string, string>; query: boolean }) {
  const path = `/audit/holds/${id}`;
  return (
    <Section title={`What it holds (${count})`}>
      <DataTable
        caption="What the hold holds"
        rows={items}
        rowKey={(item) => item.id}
        empty={
          <EmptyState title="Nothing yet">
            {query ? "No evidence answers the query today. What comes later is caught." : "It asks for the trail only."}
          </EmptyState>
        }
        columns={[
          { key: "what", header: "What", cell: what },
          { key: "how", header: "How", card: true, cell: (item) => (item.byQuery ? "By the query" : "Named") },
          {
            key: "status",
            header: "Status",
            from: "lg",
            cell: (item) => (item.evidence ? <EvidenceStatusBadge status={item.evidence.status} /> : "–"),
          },
        ]}
      />
      <Pager
        nextHref={next ? listUrl(path, params, { cursor: next }) : undefined}
        previousHref={params.cursor ? listUrl(path, params, { cursor: undefined }) : undefined}
      />
    </Section>
  );
}
