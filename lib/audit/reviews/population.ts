import "server-only";
import { type Role, role } from "@/lib/platform/auth/roles";
import { DAY } from "@/lib/platform/calendar";
import { toHex } from "@/lib/platform/crypto/bytes";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { sha256 } from "@/lib/platform/crypto/sha256";
import type { Tx } from "@/lib/platform/db/client";

export type Subject = {
  personId: string;
  roles: Role[];
  department: string | null;
  managerId: string | null;
  /** ISO instant of the last successful sign-in on record, or null. */
  lastSignInAt: string | null;
};

/** How the hash is made, said in the evidence so that anybody can make it again from its rows. */
export const populationHashOf =
  "SHA-256 of the canonical JSON (RFC 8785) of [{department, lastSignInAt, managerId, personId, roles}] in order of personId, roles in alphabetical order";

/** SHA-256 in hexadecimal; the order of people and of roles makes no difference. */
export function populationHash(subjects: readonly Subject[]): string {
  const rows = subjects
    .map((each) => ({ ...each, roles: each.roles.toSorted() }))
    .toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  return toHex(sha256(canonicalize(rows)));
}

/** Everybody who is a member today; or one person, if they are. */
export async function activeMembers(tx: Tx, now: Date, personId?: string) {
  const today = new Date(Math.floor(now.getTime() / DAY) * DAY);
  const members = await tx.membership.findMany({
    where: {
      ...(personId ? { personId } : {}),
      active: true,
      person: { active: true },
      AND: [
        { OR: [{ startDate: null }, { startDate: { lte: today } }] },
        { OR: [{ endDate: null }, { endDate: { gte: today } }] },
      ],
    },
    include: { person: { select: { name: true, email: true } } },
    orderBy: { personId: "asc" },
  });
  return members.map((member) => ({ ...member, roles: role.array().parse(member.roles) }));
}

/** The last successful sign-in of everybody, from the trail. */
export async function lastSignIns(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ person: string; at: Date }[]>`
    select e.actor_id as person, max(e.recorded_at) as at from audit_event e
    where e.action = 'session.start' and e.outcome = 'success' and e.actor_id is not null group by e.actor_id`;
  return new Map(rows.map(({ person, at }) => [person, at.toISOString()]));
}
