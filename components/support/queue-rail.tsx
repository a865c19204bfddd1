import Link from "next/link";
import { slaMetricLabels } from "@/lib/support/schema";
import { SlaClock } from "../status/sla-clock";
import { cn } from "../ui/cn";
import { PriorityBadge, TicketStatusBadge } from "./ticket-badges";
import type { RailRow } from "./types";

/** Compact rows with their most urgent clock; j and k move along them. */
export function QueueRail({
  rows,
  current,
  search,
}: {
  rows: readonly RailRow[];
  current?: string;
  /** The list's own filters, carried along so that the rail stays the same list. */
  search: string;
}) {
  return (
    <ol aria-label="Tickets" className="grid overflow-hidden rounded-lg border border-border bg-card">
      {rows.map((row) => (
        <li
          key={row.id}
          className={cn(
            "relative grid min-w-0 gap-1.5 border-b border-border px-3 py-2.5 last:border-b-0 hover:bg-hover",
            row.id === current && "bg-primary-surface",
          )}
        >
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
            <span className="text-muted-foreground tabular-nums">{row.reference}</span>
            <span className="ml-auto flex flex-wrap gap-1">
              <PriorityBadge priority={row.priority} />
              <TicketStatusBadge status={row.status} />
            </span>
          </div>
          <Link
            href={`/support/tickets/${row.id}${search}`}
            data-ticket-row
            aria-current={row.id === current ? "page" : undefined}
            className="stretched-link line-clamp-2 font-medium wrap-anywhere"
          >
            {row.title}
          </Link>
          <p className="truncate text-xs text-muted-foreground">
            {[row.requester, row.company, row.assignee ?? "unassigned"].filter(Boolean).join(" · ")}
          </p>
          {row.clock ? (
            <SlaClock
              compact
              metric={slaMetricLabels[row.clock.metric]}
              reading={{ ...row.clock, pausedReason: "waiting" }}
            />
          ) : null}
        </li>
      ))}
    </ol>
  );
}
