import Link from "next/link";
import { EmptyState } from "@/components/shell/states";
import { QueueRail } from "@/components/support/queue-rail";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { type QueueView, queueCounts, queueInput, queueViews, ticketQueue } from "@/lib/support/queries/queue";
import {
  SupportTier,
  supportTierLabels,
  TicketCategory,
  TicketPriority,
  ticketCategoryLabels,
  ticketPriorityLabels,
} from "@/lib/support/schema";

export type QueueParams = Record<string, string | undefined>;

const viewLabels: Record<QueueView, string> = {
  open: "Open",
  mine: "Mine",
  unassigned: "Unassigned",
  breaching: "Due or late",
  waiting: "Waiting",
  resolved: "Resolved",
  closed: "Closed",
};
const choices = <T extends string>(options: readonly T[], labels: Record<T, string>) =>
  options.map((value) => ({ value, label: labels[value] }));
const filters = [
  { name: "priority", label: "Priority", choices: choices(TicketPriority.options, ticketPriorityLabels) },
  { name: "tier", label: "Tier", choices: choices(SupportTier.options, supportTierLabels) },
  { name: "category", label: "Category", choices: choices(TicketCategory.options, ticketCategoryLabels) },
];

export async function readQueue(actor: Actor, params: QueueParams) {
  const input = queueInput.parse(params);
  return { ...(await ticketQueue(actor, input)), counts: await queueCounts(actor, input), view: input.view };
}

type Props = {
  queue: Awaited<ReturnType<typeof readQueue>>;
  params: QueueParams;
  /** The page it stands on, and the ticket that is open there: it stays open whatever list is chosen. */
  at: { path: string; ticket?: string };
};

export function QueueColumn({ queue, params, at: { path, ticket } }: Props) {
  const { rows, counts, nextCursor, view } = queue;
  const search = listUrl("", params, { cursor: params.cursor });
  const here = path === "/support" ? { ...params, ticket } : params;
  return (
    <div className="grid min-w-0 content-start gap-4">
      <nav aria-label="Views">
        <ul className="flex flex-wrap gap-1">
          {queueViews.map((each) => (
            <li key={each}>
              <Link
                href={listUrl(path, here, { view: each })}
                aria-current={each === view ? "true" : undefined}
                className="inline-flex min-h-7 items-center gap-1.5 rounded-md border border-border px-2 hover:bg-hover aria-current:border-primary aria-current:bg-primary-surface aria-current:text-primary-text max-md:min-h-11"
              >
                {viewLabels[each]}
                <span className="text-xs tabular-nums">{counts[each]}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <FilterBar
        path={path}
        params={here}
        search={{ name: "q", placeholder: "reference or title" }}
        filters={filters}
        count={countWords(counts[view], "ticket")}
      />
      {ticket && !rows.some(({ id }) => id === ticket) ? (
        <p className="text-muted-foreground">The open ticket is not in this list.</p>
      ) : null}
      {rows.length === 0 ? (
        <div className="rounded-lg border border-border bg-card">
          <EmptyState as="h2" title={view === "breaching" ? "Nothing is due or late" : "No tickets here"}>
            Tickets of customers and colleagues appear here, the most urgent first.
          </EmptyState>
        </div>
      ) : (
        <QueueRail rows={rows} current={ticket} search={search} />
      )}
      <Pager
        nextHref={nextCursor ? listUrl(path, here, { cursor: nextCursor }) : undefined}
        previousHref={params.cursor ? listUrl(path, here, {}) : undefined}
      />
    </div>
  );
}
