import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { archiveGroup, saveGroup } from "@/lib/policies/groups/groups";
import { policyGroup } from "@/lib/policies/groups/queries";
import { groupWire } from "@/lib/policies/people-wire";

const toGroup = (wire: Record<string, unknown>) => ({ groupId: wire.id });
const idWire = z.object({ id: z.uuid() });

export const GET = defineRoute(policyGroup, {
  body: idWire,
  toInput: toGroup,
  toOutput: ({ id, name, description, archivedAt, people, total }) => ({
    ...{ id, name, description, members: total, archived: archivedAt !== null },
    people: people.map(({ personId, ...person }) => ({ person_id: personId, ...person })),
  }),
  response: groupWire.extend({
    archived: z.boolean(),
    people: z
      .array(z.object({ person_id: z.uuid(), name: z.string(), email: z.string(), department: z.string().nullable() }))
      .describe("By name, the first 500"),
  }),
});

export const PUT = defineRoute(saveGroup, {
  body: idWire.extend({ name: z.string({ error: "Give the group a name." }), description: z.string().optional() }),
  toInput: ({ name, description, ...wire }) => ({ ...toGroup(wire), name, description }),
  toOutput: ({ groupId }) => ({ id: groupId }),
  response: idWire,
});

/** Archives it: it addresses nobody any longer, and versions that named it keep saying so. */
export const DELETE = defineRoute(archiveGroup, {
  body: idWire,
  read: async () => ({}),
  toInput: toGroup,
  toOutput: ({ groupId }) => ({ id: groupId, archived: true }),
  response: idWire.extend({ archived: z.literal(true) }),
});
