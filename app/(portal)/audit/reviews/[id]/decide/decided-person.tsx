import type { reviewerDesk } from "@/lib/audit/reviews/queries";
import { roleLabel } from "@/lib/platform/auth/roles";
import { ItemBadge } from "../../status-badge";

export type DeskPerson = Awaited<ReturnType<typeof reviewerDesk>>["people"][number];

/** A person whose roles are decided: a decision stands. */
export function DecidedPerson({ person }: { person: DeskPerson }) {
  return (
    <li className="grid gap-2 rounded-lg border border-border bg-card px-4 py-3">
      <span className="font-medium wrap-anywhere">{person.name}</span>
      <ul className="grid gap-1">
        {person.items.map(({ id, role, decision, outcome, newRole, reason }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>{roleLabel[role]}</span>
            <ItemBadge decision={decision} outcome={outcome} />
            <span className="text-muted-foreground wrap-anywhere">
              {[newRole ? `to ${roleLabel[newRole]}` : null, reason].filter(Boolean).join(": ")}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
