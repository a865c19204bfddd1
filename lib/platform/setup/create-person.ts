import "server-only";
import { hashPassword } from "../auth/password";
import type { Role } from "../auth/roles";
import { now } from "../clock";
import { client } from "../db/client";
import { newId } from "../ids";
import { emailKey } from "../text";

export type NewMember = {
  email: string;
  name: string;
  roles: readonly Role[];
  organizationId: string;
  passwordHash?: string;
  password?: string;
  department?: string;
  location?: string;
  managerId?: string;
  company?: string;
  supportTier?: string;
  startDate?: string;
  endDate?: string;
};

/** A person (found by address, or made) and their membership; setup and seed only, people's own commands come through the door of `people`. */
export async function createMember(member: NewMember): Promise<string> {
  const at = now();
  const email = emailKey(member.email);
  const known = await client().person.findUnique({ where: { email } });
  const personId = known?.id ?? newId(at.getTime());
  if (!known) await client().person.create({ data: { id: personId, email, name: member.name, createdAt: at } });
  const passwordHash = member.passwordHash ?? (member.password ? await hashPassword(member.password) : null);
  if (passwordHash) {
    await client().credential.upsert({
      where: { personId },
      create: { personId, passwordHash, changedAt: at },
      update: { passwordHash, changedAt: at },
    });
  }
  await client().membership.create({
    data: {
      id: newId(at.getTime()),
      organizationId: member.organizationId,
      personId,
      roles: [...member.roles],
      department: member.department,
      location: member.location,
      managerId: member.managerId,
      company: member.company,
      supportTier: member.supportTier,
      startDate: member.startDate ? new Date(member.startDate) : null,
      endDate: member.endDate ? new Date(member.endDate) : null,
      createdAt: at,
    },
  });
  return personId;
}
