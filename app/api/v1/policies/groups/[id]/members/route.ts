import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { addToGroup } from "@/lib/policies/groups/groups";

const body = z.object({
  id: z.uuid(),
  emails: z.array(z.string()).max(500).describe("Of members of this organisation; all are added, or none"),
});

export const POST = defineRoute(addToGroup, {
  body,
  toInput: (wire) => {
    const { id, emails } = wire as z.output<typeof body>;
    return { groupId: id, emails: emails.join("\n") };
  },
  toOutput: ({ groupId, added }) => ({ id: groupId, added }),
  response: z.object({ id: z.uuid(), added: z.number().describe("Those who were not in it yet") }),
});
