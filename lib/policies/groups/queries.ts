import "server-only";
import { z } from "zod";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { groupInput } from "./schema";

/** Groups in use with their numbers of members. */
export const policyGroups = query({
  name: "policy.groups",
  summary: "List the groups of people policies are addressed to",
  permission: "policy:library",
  input: z.object({}),
  async run({ tx }) {
    const rows = await tx.policyGroup.findMany({
      where: { archivedAt: null },
      orderBy: { name: "asc" },
      include: { _count: { select: { members: true } } },
    });
    return rows.map(({ id, name, description, _count }) => ({ id, name, description, members: _count.members }));
  },
});

/** One group and its members, by name; at most 500 are listed. */
export const policyGroup = query({
  name: "policy.group",
  summary: "See a group and its members",
  permission: "policy:library",
  input: groupInput,
  async run({ tx }, { groupId }) {
    const group = await tx.policyGroup.findUnique({ where: { id: groupId } });
    if (!group) throw notFound("This group");
    const people = await tx.$queryRaw<{ personId: string; name: string; email: string; department: string | null }[]>`
      select g.person_id as "personId", p.name, p.email, m.department from policy_group_member g join person p on p.id = g.person_id
        join membership m on m.person_id = p.id
      where g.group_id = ${groupId}::uuid order by p.name, p.id limit 500`;
    return { ...group, people, total: await tx.policyGroupMember.count({ where: { groupId } }) };
  },
});
