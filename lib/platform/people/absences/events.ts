import { z } from "zod";
import { defineEvent } from "../../define-event";

/** Somebody's absences were recorded, changed or withdrawn: what is due for them is counted anew. */
export const absenceChanged = defineEvent(
  "people/absence.changed",
  z.object({ organizationId: z.uuid(), personId: z.uuid() }),
);
