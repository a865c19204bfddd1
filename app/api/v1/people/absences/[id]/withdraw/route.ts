import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { withdrawAbsence } from "@/lib/platform/people/absences/change-absence";

/** Recorded by mistake: kept, and no longer counted. */
export const POST = defineRoute(withdrawAbsence, {
  body: z.object({ id: z.uuid() }),
  read: async () => ({}),
  toInput: ({ id }) => ({ absenceId: id }),
  toOutput: ({ absenceId }) => ({ id: absenceId, state: "withdrawn" }),
  response: z.object({ id: z.uuid(), state: z.literal("withdrawn") }),
});
