import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { policyTypeLabels } from "@/lib/policies/schema";
import { starters } from "@/lib/policies/starters/all";

/** The twelve texts to begin with (P10); folded once one was chosen. */
export function StarterChoice({ chosen }: { chosen?: string }) {
  const current = starters.find(({ key }) => key === chosen);
  return (
    <details open={!current} className="rounded-lg border border-border bg-card">
      <summary className="min-h-11 px-4 py-3 font-medium">
        {current ? `Begun from the template “${current.title}”` : "Start from a template"}
      </summary>
      <ul className="grid gap-px border-t border-border bg-border sm:grid-cols-2">
        {starters.map(({ key, title, type, description, requirementIds }) => (
          <li
            key={key}
            className={cn("relative grid content-start gap-1 p-4", key === chosen ? "bg-muted" : "bg-card")}
          >
            <Link
              href={`/policies/new?starter=${key}`}
              prefetch={false}
              aria-current={key === chosen ? "true" : undefined}
              className="stretched-link font-medium text-primary-text"
            >
              {title}
            </Link>
            <p>{description}</p>
            <p className="text-xs text-muted-foreground">
              {policyTypeLabels[type]} · {requirementIds.length} requirements mapped
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
