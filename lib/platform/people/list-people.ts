import "server-only";
import { z } from "zod";
import { role } from "../auth/roles";
import { listInput, pageSize } from "../list-input";
import { query } from "../operation/query";

export const listPeople = query({
  name: "person.list",
  summary: "The people of the organisation",
  permission: "people:read",
  input: listInput.extend({ role: role.optional().catch(undefined), cursor: z.uuid().optional() }),
  async run({ tx }, { q, role: wanted, cursor }) {
    const where = {
      ...(wanted ? { roles: { has: wanted } } : {}),
      ...(q
        ? {
            OR: [
              { department: { contains: q, mode: "insensitive" as const } },
              { company: { contains: q, mode: "insensitive" as const } },
              { person: { name: { contains: q, mode: "insensitive" as const } } },
              { person: { email: { contains: q, mode: "insensitive" as const } } },
            ],
          }
        : {}),
    };
    const members = await tx.membership.findMany({
      where,
      include: { person: { select: { id: true, name: true, email: true } } },
      orderBy: { id: "asc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const count = await tx.membership.count({ where });
    const page = members.slice(0, pageSize);
    return { members: page, count, next: members.length > pageSize ? page.at(-1)?.id : undefined };
  },
});
