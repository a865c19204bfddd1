import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { decideExemption } from "@/lib/policies/exemptions/decide-exemption";

const decision = z.enum(["approved", "refused"], { error: "Choose a decision." });

/** Neither whoever asked nor whom it is for. With a session, never with a key. */
export const POST = defineRoute(decideExemption, {
  body: z.object({ id: z.uuid(), decision, comment: z.string().optional() }),
  toInput: ({ id, ...wire }) => ({ exemptionId: id, ...wire }),
  toOutput: ({ exemptionId, status }) => ({ id: exemptionId, status }),
  response: z.object({ id: z.uuid(), status: decision }),
});
