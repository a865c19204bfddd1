import "server-only";
import { type Role, role } from "../auth/roles";
import { endSessions } from "../auth/sessions/end-sessions";
import { AppError, dutyRefused, notFound } from "../errors";
import type { CommandContext } from "../operation/context";
import { aboutPerson } from "../operation/protected";

export type RoleChange = {
  personId: string;
  /** What the deciders saw. If the person has other roles by now, nothing is changed. */
  from: readonly Role[];
  to: readonly Role[];
  proposedById: string;
  approvedById: string;
  reason: string;
};

/**
 * Gives and takes roles within a command's transaction: the one way a membership's roles change. Always two people, and
 * nobody their own (platform.md section 1). Roles are read anew on each request, so a role that was taken is gone at once;
 * the person's sessions end as well.
 */
export async function changeRoles(
  { tx, actor, now, note }: Pick<CommandContext, "tx" | "actor" | "now" | "note">,
  { personId, from, to, proposedById, approvedById, reason }: RoleChange,
): Promise<void> {
  if (proposedById === approvedById) throw dutyRefused("A change of roles needs a second person. Nothing was changed.");
  if (personId === proposedById || personId === approvedById) {
    throw dutyRefused("Nobody decides about their own roles. Nothing was changed.");
  }
  const where = { organizationId_personId: { organizationId: actor.organizationId, personId } };
  await tx.$queryRaw`select id::text from membership where person_id = ${personId}::uuid for update`;
  const member = await tx.membership.findUnique({ where, include: { person: { select: { name: true } } } });
  if (!member) throw notFound("This person");
  const current = role.array().parse(member.roles);
  if (textOf(current) !== textOf(from)) {
    throw new AppError("conflict", "The person's roles have changed in the meantime. Nothing was changed.");
  }
  await tx.membership.update({ where, data: { roles: [...to] } });
  note({
    action: "person.change-roles",
    type: "privileged_access",
    crud: "update",
    riskLevel: "high",
    controls: ["CC6.2", "CC6.3"],
    resource: { type: "person", id: personId, label: aboutPerson(personId, member.person.name) },
    before: { roles: current },
    after: { roles: [...to], proposedBy: proposedById, approvedBy: approvedById },
    reason: aboutPerson(personId, reason),
  });
  await endSessions(tx, { personId }, "roles_changed", now);
}

const textOf = (roles: readonly Role[]) => roles.toSorted().join(" ");
