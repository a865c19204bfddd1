import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { draftPolicy } from "@/lib/policies/draft-policy";
import { Classification, PolicyType } from "@/lib/policies/schema";
import { audienceWire, toAudience } from "@/lib/policies/writing/draft-wire";

const body = z.object({
  title: z.string({ error: "Give the policy a title." }),
  type: PolicyType,
  text: z.string({ error: "Write the text." }).describe("Markdown"),
  description: z.string().optional(),
  classification: Classification.optional(),
  mandatory: z.boolean().optional(),
  acknowledgement_required: z.boolean().optional(),
  due_days: z.number().int().optional(),
  effective_from: z.string().optional(),
  review_date: z.string().optional(),
  audience: audienceWire.default([{ kind: "everyone" }]),
  tags: z.array(z.string()).optional(),
  requirement_ids: z.array(z.string()).optional(),
  control_ids: z.array(z.string()).optional(),
});

export const POST = defineRoute(draftPolicy, {
  status: 201,
  body,
  toInput: (wire) => {
    const given = wire as z.output<typeof body>;
    return {
      title: given.title,
      type: given.type,
      text: given.text,
      description: given.description,
      classification: given.classification,
      mandatory: given.mandatory,
      acknowledgementRequired: given.acknowledgement_required,
      dueDays: given.due_days,
      effectiveFrom: given.effective_from,
      reviewDate: given.review_date,
      audience: toAudience(given.audience),
      tags: given.tags,
      requirementIds: given.requirement_ids,
      controlIds: given.control_ids,
    };
  },
  toOutput: (made) => ({
    policy_id: made.policyId,
    reference: made.reference,
    version_id: made.versionId,
    version_number: made.number,
    status: made.status,
  }),
  response: z.object({
    policy_id: z.uuid(),
    reference: z.string(),
    version_id: z.uuid(),
    version_number: z.number(),
    status: z.literal("draft"),
  }),
});
