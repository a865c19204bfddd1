import "server-only";
import { formatInstant, parseInstant, parseLocalDate, startOfLocalDay, zoneOf } from "@/lib/platform/calendar";
import { Prisma } from "@/lib/platform/db/generated/client";
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

/** Conditions on `audit_event e`. Every index begins with the organisation, so it is named although RLS adds it too. */
export function whereOf(filter: ResolvedFilter, organizationId: string): Prisma.Sql {
  const parts = [Prisma.sql`e.organization_id = ${organizationId}::uuid`];
  const { action, type, crud, outcome, riskLevel, controlId, resourceType, resourceId, actorId, actorName } = filter;
  if (action) parts.push(Prisma.sql`starts_with(e.action, ${action})`);
  if (type) parts.push(Prisma.sql`e.type = ${type}::audit_event_type`);
  if (crud) parts.push(Prisma.sql`e.crud = ${crud}::crud`);
  if (outcome) parts.push(Prisma.sql`e.outcome = ${outcome}::outcome`);
  if (riskLevel) parts.push(Prisma.sql`e.risk_level = ${riskLevel}::risk_level`);
  if (controlId) parts.push(Prisma.sql`e.control_ids @> array[${controlId}]`);
  if (resourceType) parts.push(Prisma.sql`e.resource_type = ${resourceType}`);
  if (resourceId) parts.push(Prisma.sql`e.resource_id = ${resourceId}`);
  if (actorId) parts.push(Prisma.sql`e.actor_id = ${actorId}`);
  if (actorName) parts.push(Prisma.sql`e.actor_name ilike ${containing(actorName)}`);
  if (filter.ip) parts.push(Prisma.sql`e.ip = ${filter.ip}`);
  if (filter.request)
    parts.push(Prisma.sql`(e.request_id = ${filter.request} or e.correlation_id = ${filter.request})`);
  if (filter.session) parts.push(Prisma.sql`e.session_id = ${filter.session}`);
  if (filter.from) parts.push(Prisma.sql`e.recorded_at >= ${filter.from}::timestamptz`);
  if (filter.to) parts.push(Prisma.sql`e.recorded_at < ${filter.to}::timestamptz`);
  if (filter.text) {
    const text = containing(filter.text);
    parts.push(
      Prisma.sql`(e.resource_label ilike ${text} or e.actor_name ilike ${text} or e.action ilike ${text} or e.resource_id = ${filter.text})`,
    );
  }
  return Prisma.join(parts, " and ");
}

function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;
}
