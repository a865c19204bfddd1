import { z } from "zod";
import { defineEvent } from "../../platform/define-event";

/** Somebody asked for an export, and that is on record: it can be built. */
export const exportRequested = defineEvent(
  "audit/export.requested",
  z.object({ organizationId: z.uuid(), exportId: z.uuid() }),
);
