import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { confirmEmergency } from "@/lib/policies/time/publish-emergency";

/** The second person: neither its publisher nor anybody whose hand is in the text. With a session, never with a key. */
export const POST = defineRoute(confirmEmergency, {
  body: z.object({ id: z.uuid() }),
  read: async () => ({}),
  toInput: ({ id }) => ({ versionId: id }),
  toOutput: ({ policyId, versionId }) => ({ policy_id: policyId, version_id: versionId, confirmed: true }),
  response: z.object({ policy_id: z.uuid(), version_id: z.uuid(), confirmed: z.literal(true) }),
});
