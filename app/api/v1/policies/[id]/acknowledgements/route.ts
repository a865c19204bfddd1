import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { acknowledgePolicy } from "@/lib/policies/acknowledge-policy";
import { receiptShape } from "@/lib/policies/receipt";

const body = z.object({
  id: z.string(),
  version_id: z.string({ error: "Say which version was read." }),
  typed_name: z.string({ error: "Type your name." }),
  person_id: z.string().optional().describe("Your own id, if given at all: nobody acknowledges for somebody else."),
  read_percent: z.number().optional(),
  visible_seconds: z.number().optional(),
});

/** Own only: with a session, never with a key. */
export const POST = defineRoute(acknowledgePolicy, {
  status: 201,
  body,
  toInput: (wire) => {
    const given = wire as z.output<typeof body>;
    return {
      policyId: given.id,
      versionId: given.version_id,
      typedName: given.typed_name,
      personId: given.person_id,
      readPercent: given.read_percent,
      visibleSeconds: given.visible_seconds,
    };
  },
  response: receiptShape,
});
