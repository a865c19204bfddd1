import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { saveGroup } from "@/lib/policies/groups/groups";
import { policyGroups } from "@/lib/policies/groups/queries";
import { groupWire } from "@/lib/policies/people-wire";

export const GET = defineRoute(policyGroups, {
  toOutput: (groups) => ({ groups }),
  response: z.object({ groups: z.array(groupWire) }),
});

export const POST = defineRoute(saveGroup, {
  status: 201,
  body: z.object({ name: z.string({ error: "Give the group a name." }), description: z.string().optional() }),
  toOutput: ({ groupId }) => ({ id: groupId }),
  response: z.object({ id: z.uuid() }),
});
