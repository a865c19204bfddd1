import { ChevronRight, Eye, type LucideIcon, Pencil, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import type { Crud } from "@/lib/audit/schema";
import { formatDay, formatExact, formatTime } from "../status/calendar";
import { StatusBadge } from "../status/status-badge";
import { cn } from "../ui/cn";
import { type Tone, toneBox } from "../ui/tone";
import { toneIcons } from "../ui/tone-icon";

export type EventItem = {
  id: string;
  href: string;
  /** "Jonas Brandt" and "approved a policy version". */
  who: string;
  did: string;
  /** What it was done to. */
  resource: string;
  at: string;
  tone: Tone;
  crud: Crud;
  /** The outcome in a word, when it was not a success. */
  outcome?: string;
  /** Place in the log; null while it waits for it. */
  index: string | null;
};

const crudIcons: Record<Crud, LucideIcon> = { create: Plus, read: Eye, update: Pencil, delete: Trash2 };

/** The trail as human sentences, newest first, one heading per day; every row leads to its event. */
export function EventList({ items, zone }: { items: readonly EventItem[]; zone: string }) {
  return (
    <div data-slot="event-list" className="grid gap-6">
      {byDay(items, zone).map(({ day, events }) => (
        <section key={events[0]?.id} className="grid gap-2">
          <h2 className="text-xs font-medium text-muted-foreground">{day}</h2>
          <ol className="rounded-lg border border-border bg-card">
            {events.map((event) => (
              <EventLine key={event.id} event={event} zone={zone} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function EventLine({ event, zone }: { event: EventItem; zone: string }) {
  const Icon = event.tone === "neutral" ? crudIcons[event.crud] : toneIcons[event.tone];
  return (
    <li className="relative flex items-start gap-3 border-b border-border px-4 py-2.5 last:border-b-0 hover:bg-hover max-md:py-3">
      <time
        dateTime={event.at}
        title={formatExact(event.at, zone)}
        className="w-11 shrink-0 pt-0.5 text-muted-foreground tabular-nums"
      >
        {formatTime(event.at, zone)}
      </time>
      <span
        aria-hidden="true"
        className={cn("flex size-6 shrink-0 items-center justify-center rounded-full border", toneBox[event.tone])}
      >
        <Icon className="size-3.5" />
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 pt-0.5">
        <Link href={event.href} prefetch={false} className="stretched-link wrap-anywhere">
          <span className="font-medium">{event.who}</span> {event.did}
        </Link>
        {event.outcome ? <StatusBadge tone={event.tone} label={event.outcome} /> : null}
        <span className="min-w-0 text-muted-foreground wrap-anywhere max-md:basis-full">{event.resource}</span>
      </div>
      <span className="shrink-0 pt-0.5 text-xs text-muted-foreground tabular-nums max-md:hidden">
        {event.index === null ? "waiting" : `№ ${event.index}`}
      </span>
      <ChevronRight aria-hidden="true" className="mt-1 size-4 shrink-0 text-muted-foreground max-md:hidden" />
    </li>
  );
}

function byDay(items: readonly EventItem[], zone: string) {
  const days: { day: string; events: EventItem[] }[] = [];
  for (const item of items) {
    const day = formatDay(item.at, zone, { weekday: true });
    const last = days.at(-1);
    if (last?.day === day) last.events.push(item);
    else days.push({ day, events: [item] });
  }
  return days;
}
