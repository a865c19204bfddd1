import { EmptyState } from "@/components/shell/states";
import { DataTable } from "@/components/table/data-table";
import { Progress } from "@/components/ui/progress";

export type Group = { reviewerId: string | null; decision: string | null; _count: number };

/** How far each reviewer is; what nobody can review stands by itself. */
export function ReviewProgress({ groups, people }: { groups: readonly Group[]; people: ReadonlyMap<string, string> }) {
  const reviewers = [...new Set(groups.map(({ reviewerId }) => reviewerId))].map((reviewerId) => {
    const own = groups.filter((each) => each.reviewerId === reviewerId);
    const all = own.reduce((sum, each) => sum + each._count, 0);
    const decided = own.reduce((sum, each) => sum + (each.decision ? each._count : 0), 0);
    const name = reviewerId === null ? "Nobody but the person could review" : (people.get(reviewerId) ?? "Unknown");
    return { id: reviewerId ?? "none", name, all, decided };
  });
  return (
    <DataTable
      caption="Progress by reviewer"
      compact
      rows={reviewers.toSorted((a, b) => a.decided / a.all - b.decided / b.all || a.name.localeCompare(b.name))}
      rowKey={(row) => row.id}
      empty={<EmptyState title="Nobody to review">The organisation had no members with a role.</EmptyState>}
      columns={[
        { key: "name", header: "Reviewer", cell: (row) => row.name },
        {
          key: "bar",
          header: "Progress",
          card: true,
          cell: (row) => (
            <Progress value={row.decided} max={row.all} label="Decided" note={`${row.decided} of ${row.all}`} />
          ),
        },
      ]}
    />
  );
}
