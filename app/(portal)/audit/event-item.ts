import type { EventItem } from "@/components/audit/event-list";
import type { EventRow } from "@/lib/audit/explorer/queries";
import { outcomeLabels } from "@/lib/audit/schema";
import { actorWords, didWords } from "@/lib/audit/sentences";

type Shown = Pick<EventRow, "action" | "outcome" | "riskLevel" | "resourceType" | "resourceLabel" | "resourceId">;

/** Denied, and whatever found something altered, stands out; a failure is a warning. */
export function toneOf({ action, outcome }: Pick<Shown, "action" | "outcome">): EventItem["tone"] {
  if (outcome === "denied" || action.endsWith(".integrity-alert")) return "danger";
  return outcome === "failure" ? "warning" : "neutral";
}

/** What it was done to, in words: its label as it was then, else its kind. */
export function resourceWords({ resourceType, resourceLabel }: Pick<Shown, "resourceType" | "resourceLabel">): string {
  if (resourceLabel) return resourceLabel;
  return resourceType === "operation" ? "" : resourceType.replaceAll("_", " ");
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
    outcome: event.outcome === "success" ? undefined : outcomeLabels[event.outcome],
    index: event.index,
  };
}
