import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { publishEmergency } from "@/lib/policies/time/publish-emergency";

/** In force at once; a second person confirms it by `confirm_until` or it lapses (P4). With a session, never with a key. */
export const POST = defineRoute(publishEmergency, {
  body: z.object({ id: z.uuid(), reason: z.string({ error: "Say what cannot wait for an approval." }) }),
  toInput: ({ id, reason }) => ({ versionId: id, reason }),
  toOutput: ({ policyId, versionId, confirmUntil }) => ({
    ...{ policy_id: policyId, version_id: versionId },
    confirm_until: new Date(confirmUntil).toISOString(),
  }),
  response: z.object({ policy_id: z.uuid(), version_id: z.uuid(), confirm_until: z.iso.datetime() }),
});
