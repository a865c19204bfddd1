import { z } from "zod";
import { defineEvent } from "@/lib/platform/define-event";

/** A hold was placed or released, and more pieces are concerned than one command tells of. */
export const holdChanged = defineEvent("audit/hold.changed", z.object({ organizationId: z.uuid(), holdId: z.uuid() }));
