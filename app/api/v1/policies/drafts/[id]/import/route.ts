import { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { defineRoute } from "@/lib/platform/http/define-route";
import { importDraft } from "@/lib/policies/import-document/import-draft";
import { discardDocument, readDocument } from "@/lib/policies/import-document/read-document";

/** The bytes of one document as the body; `?revision=` of the draft and `?name=` of the file beside it. */
export const POST = defineRoute(importDraft, {
  async read(request, actor) {
    if (!mayDo(actor, "policy:write")) return {};
    const name = new URL(request.url).searchParams.get("name") ?? "document";
    return { document: await readDocument(request, name) };
  },
  discard: discardDocument,
  toInput: ({ id, revision, document }) => ({ versionId: id, revision, document }),
  toOutput: (made) => ({
    policy_id: made.policyId,
    version_id: made.versionId,
    revision: made.revision,
    notes: made.notes,
  }),
  response: z.object({
    policy_id: z.uuid(),
    version_id: z.uuid(),
    revision: z.number().int(),
    notes: z.array(z.string()),
  }),
});
