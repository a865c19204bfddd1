import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { cn } from "./cn";

export type Crumb = { label: string; href?: string };

/** The way here; the last one is the page itself and carries no link. */
export function Breadcrumb({ crumbs, className }: { crumbs: readonly Crumb[]; className?: string }) {
  return (
    <nav aria-label="Breadcrumb" data-slot="breadcrumb" className={className}>
      <ol className="flex flex-wrap items-center gap-1 text-muted-foreground">
        {crumbs.map((crumb, index) => (
          <li
            key={crumb.href ?? crumb.label}
            className={cn(
              "flex max-w-full min-w-0 items-center gap-1",
              // On a phone the title below says it.
              index === crumbs.length - 1 && "max-md:sr-only",
            )}
          >
            {index > 0 ? <ChevronRight aria-hidden="true" className="size-3.5 shrink-0" /> : null}
            {crumb.href && index < crumbs.length - 1 ? (
              <Link
                href={crumb.href}
                className="inline-flex min-h-6 items-center rounded-sm hover:text-foreground hover:underline max-md:min-h-11"
              >
                {crumb.label}
              </Link>
            ) : (
              <span aria-current="page" className="min-w-0 wrap-anywhere text-foreground">
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
