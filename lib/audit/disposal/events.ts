import { z } from "zod";
import { defineEvent } from "@/lib/platform/define-event";

export const disposalApproved = defineEvent(
  "audit/disposal.approved",
  z.object({ organizationId: z.uuid(), disposalId: z.uuid() }),
);
