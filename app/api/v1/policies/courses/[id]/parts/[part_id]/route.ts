import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { removePart } from "@/lib/policies/training/write-course";

/** A lesson or a question of a course that is still a draft. */
export const DELETE = defineRoute(removePart, {
  body: z.object({ id: z.uuid(), part_id: z.uuid() }),
  read: async () => ({}),
  toInput: ({ id, part_id }) => ({ courseId: id, partId: part_id }),
  toOutput: ({ partId }) => ({ id: partId, removed: true }),
  response: z.object({ id: z.uuid(), removed: z.literal(true) }),
});
