import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor, UserActor } from "@/lib/platform/auth/actor-types";
import { now, setClock } from "@/lib/platform/clock";
import { createOrganization, type NewOrganization } from "@/lib/platform/setup/create-organization";
import { createMember } from "@/lib/platform/setup/create-person";
import type { SeedContext } from "./context";
import type { SeedPerson } from "./people";

const day = 24 * 60 * 60 * 1000;

/** Builds an organisation a year ago, with its people, and hands back what the story's tellers need. */
export async function makeOrganization(
  organization: NewOrganization,
  people: readonly SeedPerson[],
  domain: string,
  passwordHash: string,
  today: Date,
): Promise<SeedContext> {
  const daysAgo = async <T>(days: number, work: () => Promise<T>): Promise<T> => {
    setClock(new Date(today.getTime() - days * day));
    try {
      return await work();
    } finally {
      setClock(null);
    }
  };
  const organizationId = await daysAgo(365, () => createOrganization(organization));
  const ids = new Map<string, string>();
  /** Makes a person, their manager first. */
  async function join({ manager: managerName, ...person }: SeedPerson): Promise<string> {
    const known = ids.get(person.signIn);
    if (known) return known;
    const manager = people.find(({ signIn }) => signIn === managerName);
    const managerId = manager && (await join(manager));
    const email = person.email ?? `${person.signIn}@${domain}`;
    const id = await daysAgo(364, () => createMember({ ...person, email, managerId, organizationId, passwordHash }));
    ids.set(person.signIn, id);
    return id;
  }
  const actors: Record<string, UserActor> = {};
  for (const person of people) {
    const personId = await join(person);
    actors[person.signIn] = {
      kind: "user",
      personId,
      name: person.name,
      roles: person.roles,
      sessionId: randomUUID(),
      authenticatedAt: today,
      organizationId,
      requestId: randomUUID(),
    };
  }
  return {
    organizationId,
    slug: organization.slug,
    people: actors,
    actor: (signIn) => {
      const found = actors[signIn];
      if (!found) throw new Error(`The story knows nobody called ${signIn}.`);
      return { ...found, authenticatedAt: now(), requestId: randomUUID() };
    },
    visitor: (): Actor => ({ kind: "visitor", organizationId, requestId: randomUUID() }),
    system: (name): Actor => ({ kind: "system", name, organizationId, requestId: randomUUID() }),
    today,
    daysAgo,
  };
}
