"use server";

import { answerPersonalData } from "@/lib/audit/incidents/answer-personal-data";
import { changeIncidentClocks } from "@/lib/audit/incidents/clocks";
import { closeIncident } from "@/lib/audit/incidents/close-incident";
import { linkIncident, noteIncident } from "@/lib/audit/incidents/extend-timeline";
import { addIncidentAction, finishIncidentAction } from "@/lib/audit/incidents/incident-actions";
import { acknowledgeIncident, moveIncident } from "@/lib/audit/incidents/move-incident";
import { openIncident } from "@/lib/audit/incidents/open-incident";
import { reviseIncident } from "@/lib/audit/incidents/revise-incident";
import { incidentStatusLabels } from "@/lib/audit/incidents/schema";
import { requireSession } from "@/lib/platform/auth/actor";
import { defineAction } from "@/lib/platform/http/define-action";
import { localInstant } from "./local-instant";

export const openIncidentAction = defineAction(openIncident, { redirectTo: ({ id }) => `/audit/incidents/${id}` });

export const acknowledgeIncidentAction = defineAction(acknowledgeIncident, {
  message: "This incident is yours now, and the investigation has begun.",
});

export const moveIncidentAction = defineAction(moveIncident, {
  message: ({ status }) => `${incidentStatusLabels[status]}.`,
});

/** The time of awareness is typed on the wall of the organisation. */
export const personalDataAction = defineAction(answerPersonalData, {
  input: async ({ awareAt, ...fields }) => {
    const { organization } = await requireSession();
    return { ...fields, awareAt: typeof awareAt === "string" ? localInstant(awareAt, organization.timeZone) : awareAt };
  },
  message: ({ personalData }) =>
    personalData
      ? "On record as a personal data breach. Privacy is told."
      : "On record: personal data are not concerned.",
});

export const reviseIncidentAction = defineAction(reviseIncident, { message: "Saved." });
export const noteIncidentAction = defineAction(noteIncident, { message: "Added to the timeline." });
export const linkIncidentAction = defineAction(linkIncident, {
  message: ({ added }) => (added ? "Linked." : "It was linked already."),
});
export const addIncidentActionAction = defineAction(addIncidentAction, { message: "Added." });
export const finishIncidentActionAction = defineAction(finishIncidentAction, { message: "Done." });
export const closeIncidentAction = defineAction(closeIncident, {
  message: "Closed. Its documentation becomes evidence for its controls within a minute.",
});
export const changeClocksAction = defineAction(changeIncidentClocks, {
  message: "Saved. It counts for incidents opened from now on.",
});
