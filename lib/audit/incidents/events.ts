import { z } from "zod";
import { defineEvent } from "@/lib/platform/define-event";

const incident = z.object({ organizationId: z.uuid(), incidentId: z.uuid() });

/** Personal data are concerned: a breach with the time of awareness as it was said; for the privacy domain (I3). */
export const personalDataConfirmed = defineEvent(
  "audit/incident.personal-data-confirmed",
  incident.extend({ awareAt: z.iso.datetime() }),
);
/** Makes the evidence of it (I4). */
export const incidentClosed = defineEvent("audit/incident.closed", incident);
