import type { ReactNode } from "react";
import { cn } from "../ui/cn";

export type Fact = { label: string; value: ReactNode };

/** The facts of a record: a term and what it is. Beside a story it stands in a sticky side panel. */
export function FactList({
  facts,
  stacked = false,
  className,
}: {
  facts: readonly Fact[];
  stacked?: boolean;
  className?: string;
}) {
  return (
    <dl data-slot="fact-list" className={cn("grid gap-3", stacked && "sm:max-lg:grid-cols-2", className)}>
      {facts.map(({ label, value }) => (
        <div
          key={label}
          className={cn("grid gap-0.5", !stacked && "md:grid-cols-[9rem_minmax(0,1fr)] md:items-baseline md:gap-3")}
        >
          <dt className="text-muted-foreground">{label}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
