import "server-only";
import { type Actor, mayDo } from "../../auth/actor-types";
import type { Tx } from "../../db/client";
import { AppError, dutyRefused } from "../../errors";

/** A key acts for whoever made it. */
export function recorderOf(actor: Actor): string {
  if (actor.kind === "user") return actor.personId;
  if (actor.kind === "api_key") return actor.createdById;
  throw new AppError("forbidden", "Only a person or a key records absences. Nothing was changed.");
}

/**
 * An absence moves due dates, so nobody records their own: their manager does, or whoever keeps the people of the organisation. Locks the
 * membership, so that two absences of one person are looked at one after the other.
 */
export async function assertMayRecord(tx: Tx, actor: Actor, personId: string): Promise<string> {
  const recorder = recorderOf(actor);
  await tx.$queryRaw`select id::text from membership where person_id = ${personId}::uuid for update`;
  if (recorder === personId)
    throw dutyRefused(
      "An absence moves your due dates, so somebody else records it: ask your manager. Nothing was changed.",
    );
  if (mayDo(actor, "absence:record:any")) return recorder;
  const managed = await tx.membership.findFirst({ where: { personId, managerId: recorder }, select: { id: true } });
  if (!managed) throw dutyRefused("You record absences of the people you manage. Nothing was changed.");
  return recorder;
}
