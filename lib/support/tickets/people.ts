import "server-only";
import type { Tx } from "@/lib/platform/db/client";

export type DeskPerson = { id: string; name: string; email: string; manager: boolean };

/** Agents and managers who are members today, by name. */
export async function deskPeople(tx: Tx, organizationId: string): Promise<DeskPerson[]> {
  const members = await tx.membership.findMany({
    where: { organizationId, active: true, roles: { hasSome: ["support_agent", "support_manager"] } },
    include: { person: true },
  });
  return members
    .filter((member) => member.person.active)
    .map(({ person, roles }) => ({
      id: person.id,
      name: person.name,
      email: person.email,
      manager: roles.includes("support_manager"),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Names by id; whoever is no member any more has none. */
export async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null && /^[0-9a-f-]{36}$/.test(id)))];
  if (wanted.length === 0) return new Map();
  const people = await tx.person.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}

export async function emailOf(tx: Tx, personId: string): Promise<string | null> {
  const person = await tx.person.findFirst({ where: { id: personId, active: true }, select: { email: true } });
  return person?.email ?? null;
}
