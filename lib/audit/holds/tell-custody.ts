import "server-only";
import { newId } from "@/lib/platform/ids";
import type { CommandContext } from "@/lib/platform/operation/context";

type Context = Pick<CommandContext, "tx" | "actor" | "now" | "note">;
type Held = { id: string; reference: string; title: string; hold_id: string; hold: string };

/** Pieces told of in one command; a hold with more goes on in a job. */
export const toldAtOnce = 100;

const words = { type: "evidence_collection", controls: ["CC4.1"], riskLevel: "medium" } as const;

function tell({ note }: Context, action: "evidence.hold-placed" | "evidence.hold-released", held: Held): void {
  note({
    ...words,
    action,
    resource: { type: "evidence", id: held.id, label: `${held.reference} ${held.title}` },
    after: { hold: held.hold, holdId: held.hold_id },
  });
}

/**
 * Writes into the custody of what a hold's query catches that it is held; each piece once, and it stays caught whatever
 * becomes of its facts. The hold itself works without it (lib/platform/holds.ts asks the query).
 * @returns how many were told of; `toldAtOnce` means there may be more
 */
export async function tellCaught(
  context: Context,
  which: { holdId: string } | { evidenceId: string },
): Promise<number> {
  const { tx, actor, now } = context;
  const [holdId, evidenceId] = "holdId" in which ? [which.holdId, null] : [null, which.evidenceId];
  const caught = await tx.$queryRaw<Held[]>`
    select e.id, e.reference, e.title, h.id as hold_id, h.reference as hold from legal_hold h, evidence e
    where h.released_at is null and (${holdId}::uuid is null or h.id = ${holdId}::uuid) and (${evidenceId}::uuid is null or e.id = ${evidenceId}::uuid)
      and e.status <> 'disposed' and portal_hold_asks_for(h, e)
      and not exists (select 1 from legal_hold_item i where i.hold_id = h.id and i.kind = 'evidence' and i.object_id = e.id::text)
    order by e.id limit ${toldAtOnce}`;
  await tx.legalHoldItem.createMany({
    data: caught.map((held) => ({
      id: newId(now.getTime()),
      organizationId: actor.organizationId,
      holdId: held.hold_id,
      kind: "evidence",
      objectId: held.id,
      byQuery: true,
      placedAt: now,
    })),
  });
  for (const held of caught) tell(context, "evidence.hold-placed", held);
  return caught.length;
}

/** Writes into the custody of named pieces that they are held. */
export function tellNamed(
  context: Context,
  hold: { id: string; reference: string },
  evidence: readonly { id: string; reference: string; title: string }[],
): void {
  for (const piece of evidence)
    tell(context, "evidence.hold-placed", { ...piece, hold_id: hold.id, hold: hold.reference });
}

/** Lets the items of a released hold go, a batch at a time, and says so in their custody. */
export async function tellReleased(context: Context, hold: { id: string; reference: string }): Promise<number> {
  const { tx, now } = context;
  const items = await tx.$queryRaw<(Omit<Held, "hold_id" | "hold"> & { item: string })[]>`
    select i.id as item, e.id, e.reference, e.title from legal_hold_item i left join evidence e on i.kind = 'evidence' and e.id::text = i.object_id
    where i.hold_id = ${hold.id}::uuid and i.released_at is null order by i.id limit ${toldAtOnce}`;
  await tx.legalHoldItem.updateMany({
    where: { id: { in: items.map(({ item }) => item) } },
    data: { releasedAt: now },
  });
  for (const held of items) {
    if (held.id !== null) tell(context, "evidence.hold-released", { ...held, hold_id: hold.id, hold: hold.reference });
  }
  return items.length;
}
