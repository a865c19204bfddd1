import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "../ui/card";
import { TextLink } from "../ui/text-link";

export type WorkItem = { id: string; href: string; title: string; reference?: string; when?: ReactNode };

/** One kind of duty: how many there are, the three most urgent, and the way to all of them. */
export function WorkBlock({
  title,
  count,
  items,
  allHref,
  allLabel,
}: {
  title: string;
  count: number;
  items: readonly WorkItem[];
  allHref: string;
  allLabel: string;
}) {
  return (
    <Card className="gap-0 overflow-hidden p-0" data-slot="work-block">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-border px-4 py-3">
        <h2 className="text-section">
          {title} <span className="font-normal text-muted-foreground tabular-nums">{count}</span>
        </h2>
        {count > items.length ? <TextLink href={allHref}>{allLabel}</TextLink> : null}
      </div>
      <ul className="divide-y divide-border">
        {items.map((item) => (
          <li
            key={item.id}
            className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 transition-colors hover:bg-hover"
          >
            <span className="min-w-0">
              <Link href={item.href} className="stretched-link font-medium wrap-anywhere">
                {item.title}
              </Link>
              {item.reference ? (
                <span className="block text-xs text-muted-foreground tabular-nums">{item.reference}</span>
              ) : null}
            </span>
            {item.when ? <span className="shrink-0 text-muted-foreground">{item.when}</span> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
