import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { endExemption } from "@/lib/policies/exemptions/decide-exemption";

/** Before its last day: the policy applies again, and whoever was exempted is asked. */
export const POST = defineRoute(endExemption, {
  body: z.object({ id: z.uuid() }),
  read: async () => ({}),
  toInput: ({ id }) => ({ exemptionId: id }),
  toOutput: ({ exemptionId, asked }) => ({ id: exemptionId, status: "ended", asked_again: asked }),
  response: z.object({ id: z.uuid(), status: z.literal("ended"), asked_again: z.number() }),
});
