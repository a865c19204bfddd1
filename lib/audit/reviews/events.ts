import { z } from "zod";
import { defineEvent } from "@/lib/platform/define-event";

/** A campaign was closed, or a second person confirmed: what is decided can be carried out. */
export const reviewClosed = defineEvent(
  "audit/access-review.closed",
  z.object({ organizationId: z.uuid(), reviewId: z.uuid() }),
);
