import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { removeFromGroup } from "@/lib/policies/groups/groups";

export const DELETE = defineRoute(removeFromGroup, {
  body: z.object({ id: z.uuid(), person_id: z.uuid() }),
  read: async () => ({}),
  toInput: ({ id, person_id }) => ({ groupId: id, personId: person_id }),
  toOutput: ({ groupId }) => ({ id: groupId }),
  response: z.object({ id: z.uuid() }),
});
