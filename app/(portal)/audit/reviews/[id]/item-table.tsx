import { EmptyState } from "@/components/shell/states";
import { DataTable } from "@/components/table/data-table";
import type { readReview } from "@/lib/audit/reviews/queries";
import { roleLabel } from "@/lib/platform/auth/roles";
import { ItemBadge } from "../status-badge";

type Found = Awaited<ReturnType<typeof readReview>>;
type Item = Found["items"][number];

/** "Remove", "Change to Support agent", with the reason, and what was found when it was too late. */
function Decision({ item, name }: { item: Item; name: (id: string | null) => string }) {
  const words = item.decision === "change" && item.newRole ? `Change to ${roleLabel[item.newRole]}` : null;
  return (
    <>
      {words}
      {item.reason ? <span className="block text-muted-foreground wrap-anywhere">{item.reason}</span> : null}
      {item.refusal ? (
        <span className="block text-muted-foreground wrap-anywhere">{`Refused by ${name(item.approverId)}: ${item.refusal}`}</span>
      ) : null}
      {item.outcome === "conflict" ? (
        <span className="block text-muted-foreground">
          {`Has now: ${item.foundRoles.map((role) => roleLabel[role]).join(", ") || "no role"}. Nothing was changed.`}
        </span>
      ) : null}
    </>
  );
}

export function ItemTable({ items, people }: { items: readonly Item[]; people: ReadonlyMap<string, string> }) {
  const name = (id: string | null) => (id ? (people.get(id) ?? "A person who was erased") : "–");
  return (
    <DataTable
      caption="Decisions"
      rows={[...items]}
      rowKey={(item) => item.id}
      empty={<EmptyState title="None of these">Choose another view above.</EmptyState>}
      columns={[
        {
          key: "person",
          header: "Person",
          cell: (item) => (
            <>
              {name(item.personId)}
              <span className="block text-xs text-muted-foreground">{item.subject.department ?? ""}</span>
            </>
          ),
        },
        { key: "role", header: "Role", card: true, cell: (item) => roleLabel[item.role] },
        { key: "reviewer", header: "Reviewer", from: "lg", cell: (item) => name(item.reviewerId) },
        {
          key: "decision",
          header: "Decision and reason",
          from: "lg",
          cell: (item) => <Decision item={item} name={name} />,
        },
        {
          key: "state",
          header: "State",
          card: true,
          cell: (item) => <ItemBadge decision={item.decision} outcome={item.outcome} />,
        },
      ]}
    />
  );
}
