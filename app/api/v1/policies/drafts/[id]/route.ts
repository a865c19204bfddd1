import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { editDraft } from "@/lib/policies/edit-draft";
import { audienceWire, toAudience } from "@/lib/policies/writing/draft-wire";

const body = z.object({
  id: z.uuid(),
  revision: z.number().int().describe("The revision the edit began with; another one in between is a conflict"),
  title: z.string(),
  text: z.string().describe("Markdown"),
  description: z.string().optional(),
  change_note: z.string().optional(),
  material: z.boolean().optional(),
  due_days: z.number().int().optional(),
  effective_from: z.string().optional(),
  audience: audienceWire,
  requirement_ids: z.array(z.string()).optional(),
});

/** Saves a draft; the editor's autosave uses it. */
export const PUT = defineRoute(editDraft, {
  body,
  toInput: (wire) => {
    const given = wire as z.output<typeof body>;
    return {
      versionId: given.id,
      revision: given.revision,
      title: given.title,
      text: given.text,
      description: given.description,
      changeNote: given.change_note,
      material: given.material,
      dueDays: given.due_days,
      effectiveFrom: given.effective_from,
      audience: toAudience(given.audience),
      requirementIds: given.requirement_ids,
    };
  },
  toOutput: (saved) => ({
    policy_id: saved.policyId,
    version_id: saved.versionId,
    revision: saved.revision,
    saved_at: saved.savedAt,
  }),
  response: z.object({
    policy_id: z.uuid(),
    version_id: z.uuid(),
    revision: z.number().int(),
    saved_at: z.iso.datetime(),
  }),
});
