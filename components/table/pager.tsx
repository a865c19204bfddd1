import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button } from "../ui/button";

/** Cursor paging: links to where there is more, nothing where there is not. */
export function Pager({
  previousHref,
  nextHref,
  children,
}: {
  previousHref?: string;
  nextHref?: string;
  /** What is shown: "25 of 218 events". */
  children?: React.ReactNode;
}) {
  if (!previousHref && !nextHref) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-muted-foreground tabular-nums">{children}</p>
      <div className="flex gap-2">
        {previousHref ? (
          <Button asChild variant="secondary" size="sm">
            <Link href={previousHref} prefetch={false} rel="prev">
              <ChevronLeft aria-hidden="true" />
              Previous
            </Link>
          </Button>
        ) : null}
        {nextHref ? (
          <Button asChild variant="secondary" size="sm">
            <Link href={nextHref} prefetch={false} rel="next">
              Next
              <ChevronRight aria-hidden="true" />
            </Link>
          </Button>
        ) : null}
      </div>
    </nav>
  );
}
