import "server-only";
import type { Tx } from "../../platform/db/client";
import { AppError, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { aboutPerson } from "../../platform/operation/protected";
import { addToGroupInput, groupInput, groupMemberInput, saveGroupInput } from "./schema";

/** A group of people chosen one by one, to address policies to (P11). */
export const saveGroup = command({
  name: "policy.save-group",
  summary: "Make or rename a group of people",
  permission: "policy:groups",
  type: "policy_change",
  controls: ["CC2.2"],
  input: saveGroupInput,
  async run({ tx, actor, now }, { groupId, name, description }) {
    const before = groupId ? await lockGroup(tx, groupId) : null;
    const same = await tx.policyGroup.findFirst({ where: { name, NOT: { id: before?.id } } });
    if (same) {
      throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
        fieldErrors: { name: ["There is a group of this name already."] },
      });
    }
    const id = before?.id ?? newId(now.getTime());
    const data = { name, description: description ?? "" };
    if (before) await tx.policyGroup.update({ where: { id }, data });
    else await tx.policyGroup.create({ data: { id, organizationId: actor.organizationId, createdAt: now, ...data } });
    return {
      output: { groupId: id },
      event: {
        resource: { type: "policy_group", id, label: name },
        before: before ? { name: before.name } : undefined,
        after: { name },
      },
    };
  },
});

/** Adds members by their addresses; all or none, so that nobody is believed to be in who is not. */
export const addToGroup = command({
  name: "policy.add-to-group",
  summary: "Add people to a group",
  permission: "policy:groups",
  type: "policy_change",
  controls: ["CC2.2"],
  input: addToGroupInput,
  async run({ tx, actor, now }, { groupId, emails }) {
    const group = await lockGroup(tx, groupId);
    const people = await tx.person.findMany({
      where: { email: { in: emails }, memberships: { some: { organizationId: actor.organizationId, active: true } } },
      select: { id: true, email: true, name: true },
    });
    const unknown = emails.filter((email) => !people.some((person) => person.email === email));
    if (unknown.length > 0) {
      throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
        fieldErrors: { emails: [`Nobody here has the address ${unknown.slice(0, 5).join(", ")}.`] },
      });
    }
    const { count } = await tx.policyGroupMember.createMany({
      data: people.map(({ id }) => ({ groupId, personId: id, organizationId: actor.organizationId, addedAt: now })),
      skipDuplicates: true,
    });
    return {
      output: { groupId, added: count },
      event: {
        resource: { type: "policy_group", id: groupId, label: group.name },
        after: { added: count, people: people.map(({ id, name }) => aboutPerson(id, name)) },
      },
    };
  },
});

export const removeFromGroup = command({
  name: "policy.remove-from-group",
  summary: "Remove a person from a group",
  permission: "policy:groups",
  type: "policy_change",
  controls: ["CC2.2"],
  input: groupMemberInput,
  async run({ tx }, { groupId, personId }) {
    const group = await lockGroup(tx, groupId);
    const { count } = await tx.policyGroupMember.deleteMany({ where: { groupId, personId } });
    if (count === 0) throw notFound("This member");
    return {
      output: { groupId },
      event: {
        resource: { type: "policy_group", id: groupId, label: group.name },
        before: { person: aboutPerson(personId, personId) },
        after: { removed: 1 },
      },
    };
  },
});

/** An archived group addresses nobody any longer; versions that named it keep saying so. */
export const archiveGroup = command({
  name: "policy.archive-group",
  summary: "Archive a group",
  permission: "policy:groups",
  type: "policy_change",
  controls: ["CC2.2"],
  input: groupInput,
  async run({ tx, now }, { groupId }) {
    const group = await lockGroup(tx, groupId);
    await tx.policyGroup.update({ where: { id: groupId }, data: { archivedAt: now } });
    return {
      output: { groupId },
      event: { resource: { type: "policy_group", id: groupId, label: group.name }, after: { archived: true } },
    };
  },
});

async function lockGroup(tx: Tx, groupId: string) {
  await tx.$queryRaw`select 1 from policy_group where id = ${groupId}::uuid for update`;
  const group = await tx.policyGroup.findUnique({ where: { id: groupId } });
  if (!group) throw notFound("This group");
  if (group.archivedAt) throw new AppError("conflict", "Nothing was changed: this group is archived.");
  return group;
}
