import "server-only";
import type { Tx } from "./db/client";
import { Prisma } from "./db/generated/client";
import type { RetentionClassName } from "./operation/event-types";

/**
 * What somebody wants to dispose of.
 * - evidence: a piece of evidence by its id.
 * - person: the keys of one subject's fields in the trail; `id` is a person's id or a subject as keys name it
 *   (`person:<id>`, `subject:<pseudonym>`). A month (`2026-11`) narrows it down; without one any month counts.
 * - audit_event: one event by its id, or all keys of a class and month. Holds know no retention class: a held month is held in every class.
 * - anything else: an object that a hold names.
 */
export type HoldTarget =
  | { kind: "evidence"; id: string }
  | { kind: "person"; id: string; month?: string; retentionClass?: RetentionClassName }
  | { kind: "audit_event"; id?: string; month?: string; retentionClass?: RetentionClassName }
  | { kind: "request" | "stored_object" | "ticket"; id: string };

export type HoldRef = { id: string; reference: string; title: string };

/** The legal holds on something, oldest first; holds stack (E5). Within the transaction of the organisation concerned. */
export async function holdsOn(tx: Tx, target: HoldTarget): Promise<HoldRef[]> {
  const [scope] = await tx.$queryRaw<{ organization: string | null }[]>`select portal_organization() as organization`;
  // Fails closed: without an organisation no hold is visible, and nothing would look held.
  if (!scope?.organization) throw new Error("Holds are asked for within an organisation.");
  return tx.$queryRaw<HoldRef[]>`
    select h.id, h.reference, h.title from (${heldBy(target, scope.organization)}) h order by h.placed_at, h.id`;
}

/** Is something under a legal hold? Then it is not disposed of and its keys are not destroyed, whatever else allows it. */
export async function isOnHold(tx: Tx, target: HoldTarget): Promise<boolean> {
  return (await holdsOn(tx, target)).length > 0;
}

function heldBy(target: HoldTarget, organization: string): Prisma.Sql {
  switch (target.kind) {
    case "evidence":
      return Prisma.sql`select h.* from legal_hold h, evidence e where e.id = ${target.id}::uuid and portal_hold_catches(h, e)`;
    case "person":
      return Prisma.sql`select * from portal_holds_on_keys(${organization}::uuid, ${subjectOf(target.id)}, ${target.month ?? null})`;
    case "audit_event":
      return target.id === undefined
        ? Prisma.sql`select * from portal_holds_on_keys(${organization}::uuid, null, ${target.month ?? null})`
        : heldEvent(target.id);
    default:
      return Prisma.sql`select h.* from legal_hold h join legal_hold_item i on i.hold_id = h.id
        where h.released_at is null and i.kind = ${target.kind} and i.object_id = ${target.id}`;
  }
}

/** Named, or within the people and the period that a hold on the trail asks for. */
function heldEvent(id: string): Prisma.Sql {
  return Prisma.sql`select h.* from legal_hold h join audit_event a on a.id = ${id}::uuid and a.organization_id = h.organization_id
    where h.released_at is null and (
      exists (select 1 from legal_hold_item i where i.hold_id = h.id and i.kind = 'audit_event' and i.object_id = ${id})
      or exists (select 1 from legal_hold_item i where i.hold_id = h.id and i.kind = 'person' and i.object_id = a.actor_id)
      or (h.covers_trail and (h.person_id is null or a.actor_id = h.person_id::text)
        and (h.period_from is null or a.recorded_at >= h.period_from) and (h.period_to is null or a.recorded_at < h.period_to + 1)))`;
}

const subjectOf = (id: string) => (id.includes(":") ? id : `person:${id}`);
