import "server-only";
import { LRUCache } from "lru-cache";
import { pseudonymOf } from "@/lib/platform/crypto/pseudonym";
import type { Tx } from "@/lib/platform/db/client";

const known = new LRUCache<string, string>({ max: 50_000, ttl: 60_000 });
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Under whose key the values about a user of another system stand: a member's when the id is their external id, their
 * address or their own id, so that erasing them reaches these events too; else a pseudonym of the id (A17).
 */
export async function claimedSubjects(
  tx: Tx,
  organizationId: string,
  userIds: readonly string[],
): Promise<Map<string, string>> {
  const subjects = new Map<string, string>();
  const asked = new Set<string>();
  for (const userId of userIds) {
    const subject = known.get(`${organizationId}|${userId}`);
    if (subject) subjects.set(userId, subject);
    else asked.add(userId);
  }
  if (asked.size === 0) return subjects;
  const members = await membersOf(tx, [...asked]);
  for (const userId of asked) {
    const person = members.get(userId);
    const subject = person
      ? `person:${person}`
      : pseudonymOf(userId.includes("@") ? "email" : "user", userId.toLowerCase());
    known.set(`${organizationId}|${userId}`, subject);
    subjects.set(userId, subject);
  }
  return subjects;
}

async function membersOf(tx: Tx, userIds: readonly string[]): Promise<Map<string, string>> {
  const ids = userIds.filter((userId) => uuid.test(userId));
  const rows = await tx.$queryRaw<{ asked: string; personId: string }[]>`
    select m.external_id as asked, m.person_id as "personId" from membership m
      where m.organization_id = portal_organization() and m.external_id = any(${userIds}::text[])
    union all
    select u.asked, p.id from unnest(${userIds}::text[]) u(asked) join person p on p.email = lower(u.asked)
    union all
    select p.id::text, p.id from person p where p.id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ asked, personId }) => [asked, personId]));
}
