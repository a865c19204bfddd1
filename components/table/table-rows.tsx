import type { ReactNode } from "react";
import { Alert } from "../ui/alert";
import { Skeleton } from "../ui/skeleton";

const widths = ["w-3/5", "w-2/5", "w-1/2", "w-1/3"];

/** While rows load: as many lines as there will be, each of the real height, so that nothing jumps. */
export function TableSkeleton({
  rows = 8,
  columns = 4,
  label = "Loading",
}: {
  rows?: number;
  columns?: number;
  label?: string;
}) {
  return (
    <div role="status" aria-label={label} className="rounded-lg border border-border bg-card">
      <div className="h-9 border-b border-border max-md:hidden" />
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          key={row}
          className="grid h-10 auto-cols-fr grid-flow-col items-center gap-6 border-b border-border px-4 last:border-b-0 max-md:h-16"
        >
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton
              // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
              key={column}
              className={`h-3 ${widths[(row + column) % widths.length]} ${column > 1 ? "max-md:hidden" : ""}`}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** In place of a list that could not be read: what happened and how to try again. */
export function TableError({ children, retry }: { children: ReactNode; retry?: ReactNode }) {
  return (
    <Alert tone="danger" title="This list could not be loaded" live="assertive" action={retry}>
      {children}
    </Alert>
  );
}
