import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { dutyRefused } from "@/lib/platform/errors";

/** Whoever acts, as a person: decisions of an office are never taken by a key or a job. */
export function personActing(actor: Actor): string {
  if (actor.kind === "user") return actor.personId;
  throw dutyRefused("Only a person who is signed in can do this. Nothing was changed.");
}

/** Names of people by their id, for those still visible in the organisation. */
export async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<(id: string | null) => string> {
  const wanted = [...new Set(ids.filter((id) => id !== null && /^[0-9a-f-]{36}$/.test(id)))] as string[];
  const people = await tx.person.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return (id) =>
    id === null ? "Nobody" : (names.get(id) ?? (id.startsWith("system:") ? "The portal" : "Somebody who left"));
}
