import { TextLink } from "@/components/ui/text-link";
import { eventSentence } from "@/lib/audit/event-words";
import type { EventRow } from "@/lib/audit/explorer/queries";
import { resourceWords, toneOf } from "../../event-item";

/** One event of the same request; the one the page is about is not a link to itself. */
export function storyItem(event: EventRow, current: string) {
  const sentence = eventSentence(event);
  const resource = resourceWords(event);
  return {
    id: event.id,
    at: event.recordedAt.toISOString(),
    tone: toneOf(event),
    sentence:
      event.id === current ? (
        <span className="font-medium">{sentence}</span>
      ) : (
        <TextLink inline prefetch={false} href={`/audit/events/${event.id}`}>
          {sentence}
        </TextLink>
      ),
    detail: resource || undefined,
  };
}
