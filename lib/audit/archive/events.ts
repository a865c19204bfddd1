import { z } from "zod";
import { defineEvent } from "@/lib/platform/define-event";

export const archiveApproved = defineEvent(
  "audit/archive.approved",
  z.object({ organizationId: z.uuid(), archiveId: z.uuid() }),
);
