import "server-only";
import type { Actor } from "../platform/auth/actor-types";
import type { Tx } from "../platform/db/client";
import { AppError } from "../platform/errors";

/** Whoever writes or decides must be a person who is signed in: no key acts in somebody's name. */
export function personActing(actor: Actor): string {
  if (actor.kind === "user") return actor.personId;
  throw new AppError("forbidden", "Only a person who is signed in can do this. Nothing was changed.", { duty: true });
}

/** The author of a draft: whoever is signed in, or whoever made the key that sends it. */
export function personWriting(actor: Actor): string {
  return actor.kind === "api_key" ? actor.createdById : personActing(actor);
}

/** Tells the database in whose name this transaction writes: its triggers refuse anybody else's. */
export async function actAs(tx: Tx, personId: string): Promise<void> {
  await tx.$queryRaw`select set_config('app.person_id', ${personId}, true)`;
}

export const formerMember = "A former member";

/** Names of people, for those still visible in the organisation. */
export async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<(id: string | null) => string> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const people = await tx.person.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return (id) => (id ? (names.get(id) ?? formerMember) : "Nobody");
}
