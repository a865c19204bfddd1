import { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { defineRoute } from "@/lib/platform/http/define-route";
import { importPolicy } from "@/lib/policies/import-document/import-policy";
import { discardDocument, readDocument } from "@/lib/policies/import-document/read-document";
import { PolicyType } from "@/lib/policies/schema";

/** The bytes of one document as the body; `?type=` of the policy and `?name=` of the file beside it. */
export const POST = defineRoute(importPolicy, {
  status: 201,
  async read(request, actor) {
    const { searchParams } = new URL(request.url);
    // Not a byte is taken from somebody who may not write, nor for a policy that cannot be made.
    if (!mayDo(actor, "policy:write") || !PolicyType.safeParse(searchParams.get("type")).success) return {};
    return { document: await readDocument(request, searchParams.get("name") ?? "document") };
  },
  discard: discardDocument,
  toInput: ({ type, title, document }) => ({ type, title, document }),
  toOutput: (made) => ({
    policy_id: made.policyId,
    reference: made.reference,
    version_id: made.versionId,
    notes: made.notes,
  }),
  response: z.object({
    policy_id: z.uuid(),
    reference: z.string(),
    version_id: z.uuid(),
    notes: z.array(z.string()),
  }),
});
