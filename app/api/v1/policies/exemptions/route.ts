import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { policyExemptions } from "@/lib/policies/exemptions/queries";
import { requestExemption } from "@/lib/policies/exemptions/request-exemption";
import { ExemptionKind, ExemptionStatus } from "@/lib/policies/exemptions/schema";
import { exemptionOnWire, exemptionWire } from "@/lib/policies/people-wire";

export const GET = defineRoute(policyExemptions, {
  body: z.object({ status: ExemptionStatus.optional() }),
  toOutput: (rows) => ({ exemptions: rows.map(exemptionOnWire) }),
  response: z.object({ exemptions: z.array(exemptionWire) }),
});

const body = z.object({
  policy_id: z.uuid({ error: "Choose a policy." }),
  kind: ExemptionKind,
  person_email: z.string().optional().describe("Of an exemption: whose; left out for oneself"),
  scope: z.string().optional().describe("Of an exception: which rule is not followed, and where"),
  reason: z.string({ error: "Say why." }),
  compensating_measure: z.string({ error: "Say what is done instead." }),
  expires_on: z.string({ error: "Enter the last day." }).describe("yyyy-mm-dd, at most a year away"),
});

/** Only asks: somebody else decides. With a session, never with a key. */
export const POST = defineRoute(requestExemption, {
  status: 201,
  body,
  toInput: (wire) => {
    const given = wire as z.output<typeof body>;
    return {
      policyId: given.policy_id,
      kind: given.kind,
      personEmail: given.person_email,
      scope: given.scope,
      reason: given.reason,
      compensatingMeasure: given.compensating_measure,
      expiresOn: given.expires_on,
    };
  },
  toOutput: ({ exemptionId, reference }) => ({ id: exemptionId, reference, status: "requested" }),
  response: z.object({ id: z.uuid(), reference: z.string(), status: z.literal("requested") }),
});
