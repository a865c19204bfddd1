import "server-only";
import { z } from "zod";
import { toHex } from "@/lib/platform/crypto/bytes";
import { sha256 } from "@/lib/platform/crypto/sha256";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { currentConnection } from "@/lib/platform/db/identity";
import { AppError, notFound } from "@/lib/platform/errors";
import { eventColumns } from "@/lib/platform/event-columns";
import { pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { archivedPlace } from "../archive/archived-event";
import { archivedSince } from "../archive/archived-part";
import { cellOf, cellsOf, notDisclosed } from "../leaf";
import type { AuditEventType, Crud, Outcome, RiskLevel } from "../schema";
import { exportFilterOf, resolveFilter, wantedOf } from "./conditions";
import { placeOf } from "./place";
import { type Opened, type RevealedLeaf, revealLeaf } from "./reveal-leaf";
import { eventSearchInput } from "./schema";
import { lookerOf, searchRecord } from "./search-record";

/** Above this a count is "more than": counting ten million rows helps nobody. */
export const countedUpTo = 1_000;

export type EventRow = {
  id: string;
  type: AuditEventType;
  action: string;
  crud: Crud;
  outcome: Outcome;
  riskLevel: RiskLevel;
  actorKind: string;
  actorId: string | null;
  actorName: string | null;
  resourceType: string;
  resourceId: string | null;
  resourceLabel: string | null;
  recordedAt: Date;
  occurredAt: Date;
  requestId: string | null;
  correlationId: string | null;
  /** Place in the log as decimal text; null while it waits for the sequencer. */
  index: string | null;
};

/** The columns of an `EventRow`, from `audit_event e` and `audit_leaf l`. */
export const eventColumnsOf = Prisma.sql`e.id, e.type, e.action, e.crud, e.outcome, e.risk_level as "riskLevel", e.actor_kind as "actorKind",
  e.actor_id as "actorId", e.actor_name as "actorName", e.resource_type as "resourceType", e.resource_id as "resourceId",
  e.resource_label as "resourceLabel", e.recorded_at as "recordedAt", e.occurred_at as "occurredAt",
  e.request_id as "requestId", e.correlation_id as "correlationId", l.index::text as index`;

export const searchEvents = query({
  name: "audit.search",
  summary: "Search the audit trail, newest first",
  permission: "audit:read",
  controls: ["CC7.2"],
  input: eventSearchInput,
  async run({ tx, actor }, input) {
    const filter = resolveFilter(input, await timeZoneOf(tx, actor.organizationId));
    const wanted = wantedOf(filter, input.cursor);
    // A page further back is not counted: nobody asks again how many there are.
    const most = input.cursor ? pageSize + 1 : countedUpTo + 1;
    const { ids, matched, exact, everything } = await matching(wanted, most);
    const shown = ids.slice(0, pageSize);
    const events = await tx.$queryRaw<EventRow[]>`
      select ${eventColumnsOf} from audit_event e left join audit_leaf l on l.event_id = e.id
      where e.id = any(${shown}::uuid[]) order by e.recorded_at desc, e.id desc`;
    const last = ids.length > pageSize ? events.at(-1) : undefined;
    return {
      events,
      /** How many match, or that there are more than that many; null on the pages after the first. */
      count: input.cursor ? null : { matched, exact: exact && matched <= countedUpTo },
      /** False when only the newest events were looked at, because no index can find such a text. */
      everything,
      next: last && `${last.recordedAt.toISOString()}_${last.id}`,
      /** Whether an export can be bound to this very filter. */
      exportable: exportFilterOf(filter) !== null,
      /** What lies in archive bundles and is not searched, told where the list ends. */
      archived: last === undefined ? await archivedSince(tx, filter.from) : null,
      looker: lookerOf(actor),
    };
  },
  audited: ({ looker }, input) => ({ resource: { type: "audit_log", id: null }, after: searchRecord(input, looker) }),
});

/** One event with its decoded leaf, its story and its proof (section 6). */
export const readEvent = query({
  name: "audit.view",
  summary: "One event of the audit trail with its proof",
  permission: "audit:read",
  controls: ["CC7.2"],
  input: z.object({ id: z.uuid() }),
  async run({ tx, actor, now }, { id }) {
    const event = await tx.auditEvent.findUnique({ where: { id } });
    if (!event) throw await goneOrUnknown(tx, id);
    const revealed = await revealLeaf(tx, event.leaf);
    return {
      event,
      revealed,
      change: revealed && (await changeOf(tx, id, revealed)),
      differing: differingColumns(event, revealed),
      place: await placeOf(tx, id, now),
      story: await storyOf(tx, actor.organizationId, event),
    };
  },
  audited: ({ event }) => ({ resource: { type: "audit_event", id: event.id, label: event.action } }),
});

/** An archived event is no unknown one: whoever asks is told which bundle holds it (E6). */
async function goneOrUnknown(tx: Tx, id: string): Promise<AppError> {
  const found = await archivedPlace(tx, id);
  if (found === null) return notFound("This event");
  const { index, archive } = found;
  return new AppError("gone", `Event № ${index} was archived to the bundle ${archive.reference} (${archive.month}).`);
}

type Matching = { ids: string[]; matched: number; exact: boolean; everything: boolean };

/** Unprepared, so that each search is planned for what it looks for. */
async function matching(wanted: Record<string, unknown>, most: number): Promise<Matching> {
  const text = "select ids, matched, exact, everything from audit_event_search($1::jsonb, $2)";
  const { rows } = await currentConnection().query<Matching>(text, [JSON.stringify(wanted), most]);
  return rows[0] as Matching;
}

export async function timeZoneOf(tx: Tx, organizationId: string): Promise<string> {
  const found = await tx.organization.findUnique({ where: { id: organizationId }, select: { timeZone: true } });
  return found?.timeZone ?? "UTC";
}

/** Events of the same request or correlation, in the order they were recorded. */
function storyOf(tx: Tx, organizationId: string, event: { requestId: string | null; correlationId: string | null }) {
  const ids = [event.requestId, event.correlationId].filter((each) => each !== null);
  return tx.$queryRaw<EventRow[]>`
    select ${eventColumnsOf} from audit_event e left join audit_leaf l on l.event_id = e.id
    where e.organization_id = ${organizationId}::uuid and (e.request_id = any(${ids}) or e.correlation_id = any(${ids}))
    order by e.recorded_at, e.id limit 100`;
}

export type Change = { before: Opened; after: Opened; reason: Opened; stored: "inline" | "beside" | "altered" };

/** The change in the leaf; a large one stands beside it and must hash to the digest the leaf carries (A20). */
async function changeOf(tx: Tx, eventId: string, { leaf }: RevealedLeaf): Promise<Change> {
  const inline = partsOf((leaf as { change?: Opened }).change);
  const digest = inline as unknown as { sha256?: string };
  if (digest.sha256 === undefined) return { ...pick(inline), stored: "inline" };
  const beside = await tx.auditDetail.findUnique({ where: { eventId } });
  if (!beside || toHex(sha256(beside.bytes)) !== digest.sha256) {
    return { before: null, after: null, reason: null, stored: "altered" };
  }
  const opened = await revealLeaf(tx, beside.bytes);
  return { ...pick(partsOf(opened?.leaf)), stored: "beside" };
}

function partsOf(change: Opened | undefined): { [name: string]: Opened } {
  return typeof change === "object" && change !== null && !Array.isArray(change)
    ? (change as { [name: string]: Opened })
    : {};
}

const pick = ({ before = null, after = null, reason = null }: { [name: string]: Opened }) => ({
  before,
  after,
  reason,
});

/** Names of columns that say another thing than the signed bytes (A7); null when the bytes cannot be read at all. */
function differingColumns(event: Record<string, unknown>, revealed: RevealedLeaf | null): string[] | null {
  if (revealed === null) return null;
  const derived = cellsOf(parsedLeaf(event.leaf as Uint8Array), revealed.plain);
  return eventColumns.filter((column, at) => {
    const stands = cellOf(event[camel(column)]);
    const follows = derived[at];
    return follows === notDisclosed ? stands !== "" : stands !== follows;
  });
}

const parsedLeaf = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString("utf8"));
const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
