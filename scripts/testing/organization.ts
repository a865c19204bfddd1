import { randomBytes, randomUUID } from "node:crypto";
import type { Actor, UserActor } from "@/lib/platform/auth/actor-types";
import { type Role, role } from "@/lib/platform/auth/roles";

process.env.PORTAL_MASTER_KEY ??= randomBytes(32).toString("base64");
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("base64");
process.env.PUBLIC_URL ??= "http://localhost:3999";
process.env.LOG_LEVEL ??= "silent";

export type TestOrganization = {
  id: string;
  slug: string;
  /** One person per role; `person.employee` acts as an employee only. */
  person: Record<Role, UserActor>;
  join(
    name: string,
    roles: readonly Role[],
    more?: {
      department?: string;
      location?: string;
      startDate?: string;
      endDate?: string;
      managerId?: string;
      company?: string;
      supportTier?: string;
    },
  ): Promise<UserActor>;
  visitor(): Actor;
  system(name?: string): Actor;
};

const origin = () => ({ requestId: randomUUID(), ip: "192.0.2.1", userAgent: "test" });

/** An organisation with its log and one person per role, for database tests. Call `createTestDatabase` first. */
export async function createTestOrganization(
  name = "Test Organisation",
  timeZone = "Europe/Berlin",
): Promise<TestOrganization> {
  const { createOrganization } = await import("@/lib/platform/setup/create-organization");
  const { createMember } = await import("@/lib/platform/setup/create-person");
  const slug = `${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}-${randomUUID().slice(0, 8)}`;
  const id = await createOrganization({
    slug,
    name,
    timeZone,
    country: "DE-BE",
    supervisoryAuthority: "Example Data Protection Authority",
    privacyContact: "privacy@example.com",
  });
  const join: TestOrganization["join"] = async (who, roles, more = {}) => {
    const email = `${who.toLowerCase().replaceAll(/[^a-z]+/g, ".")}.${randomUUID().slice(0, 8)}@example.com`;
    const personId = await createMember({ email, name: who, roles, organizationId: id, ...more });
    return {
      kind: "user",
      personId,
      name: who,
      roles,
      sessionId: randomUUID(),
      authenticatedAt: new Date(),
      organizationId: id,
      ...origin(),
    };
  };
  const people = await Promise.all(
    role.options.map(async (each) => [each, await join(`Test ${each}`, [each])] as const),
  );
  return {
    id,
    slug,
    person: Object.fromEntries(people) as Record<Role, UserActor>,
    join,
    visitor: () => ({ kind: "visitor", organizationId: id, ...origin() }),
    system: (job = "test") => ({ kind: "system", name: job, organizationId: id, ...origin() }),
  };
}
