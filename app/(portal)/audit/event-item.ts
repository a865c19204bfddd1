import type { EventItem } from "@/components/audit/event-list";
import { actorWords, didWords } from "@/lib/audit/event-words";
import type { EventRow } from "@/lib/audit/explorer/queries";
import { outcomeLabels } from "@/lib/audit/schema";

/** Denied, and whatever found something altered, stands out; a failure is a warning. */
export function toneOf({ action, outcome }: Pick<EventRow, "action" | "outcome">): EventItem["tone"] {
  if (outcome === "denied" || action.endsWith(".integrity-alert")) return "danger";
  return outcome === "failure" || action === "alert.raise" ? "warning" : "neutral";
}

/** What it was done to, by its label as it was then; the sentence itself names the kind. */
export function resourceWords({ resourceLabel }: { resourceLabel: string | null }): string {
  return resourceLabel ?? "";
}

export function eventItem(event: EventRow): EventItem {
  return {
    id: event.id,
    href: `/audit/events/${event.id}`,
    who: actorWords(event),
    did: didWords(event),
    resource: resourceWords(event),
    at: event.recordedAt.toISOString(),
    tone: toneOf(event),
    crud: event.crud,
    outcome: event.outcome === "success" ? undefined : outcomeLabels[event.outcome],
    index: event.index,
  };
}
