import "server-only";
import { formatInstant, parseInstant, parseLocalDate, startOfLocalDay, zoneOf } from "@/lib/platform/calendar";
import type { EventFilter } from "../verify/manifest";
import type { EventFilterInput } from "./schema";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isActorId = (actor: string) => uuid.test(actor) || actor.startsWith("system:") || actor.startsWith("subject:");

/** The filter with ids told from names and days turned into instants of the organisation's zone. */
export function resolveFilter(input: EventFilterInput, timeZone: string) {
  const [first = "", ...rest] = (input.resource ?? "").split(":");
  const resource = uuid.test(first)
    ? { resourceId: first.toLowerCase() }
    : { resourceType: first || undefined, resourceId: rest.join(":") || undefined };
  const actor = input.actor ?? "";
  return {
    action: input.action,
    type: input.type,
    crud: input.crud,
    outcome: input.outcome,
    riskLevel: input.risk,
    controlId: input.control || undefined,
    ...resource,
    actorId: isActorId(actor) ? actor : undefined,
    actorName: isActorId(actor) ? undefined : actor || undefined,
    from: input.from && instantOf(input.from, timeZone, 0),
    // The last day counts whole.
    to: input.to && instantOf(input.to, timeZone, 1),
    ip: input.ip || undefined,
    request: input.request || undefined,
    session: input.session || undefined,
    text: input.q || undefined,
  };
}
export type ResolvedFilter = ReturnType<typeof resolveFilter>;

function instantOf(value: string, timeZone: string, extraDays: number): string {
  if (value.includes("T")) return formatInstant(parseInstant(value));
  const zone = zoneOf(timeZone);
  return formatInstant(startOfLocalDay(zone, parseLocalDate(value) + extraDays));
}

/** What of a filter an export can be bound to; null when it holds something the package's manifest has no word for. */
export function exportFilterOf({
  actorName,
  ip,
  text,
  request,
  session,
  ...filter
}: ResolvedFilter): EventFilter | null {
  if (actorName !== undefined || ip !== undefined || text !== undefined) return null;
  const entries = Object.entries({ ...filter, requestId: request, sessionId: session }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(entries);
}

/**
 * The filter as `audit_event_search` takes it, from where the page before ended. `indexed` says that an index can find the
 * typed text: three letters or digits in a row make a trigram in every locale.
 */
export function wantedOf({ text, actorName, ...filter }: ResolvedFilter, cursor?: string): Record<string, unknown> {
  const [beforeAt, beforeId] = cursor?.split("_") ?? [];
  const typed = [text, actorName].filter((words) => words !== undefined);
  const wanted = {
    ...filter,
    actorName: actorName && containing(actorName),
    text: text && containing(text),
    exactly: text,
    beforeAt,
    beforeId,
    indexed: typed.every((words) => /[a-z0-9]{3}/i.test(words)) || undefined,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;
}
