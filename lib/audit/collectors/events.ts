import { z } from "zod";
import { defineEvent } from "@/lib/platform/define-event";

/** Somebody asked for a run by hand; `runId` is the run's, so that an event delivered twice makes one run. */
export const collectionAsked = defineEvent(
  "audit/collection.asked",
  z.object({ organizationId: z.uuid(), collectorId: z.string(), runId: z.uuid(), startedById: z.uuid() }),
);
