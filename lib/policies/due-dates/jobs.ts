import "server-only";
import { systemActor } from "../../platform/auth/actor-types";
import { defineJob, on } from "../../platform/jobs/client";
import { defineSweep } from "../../platform/jobs/define-sweep";
import { absenceChanged } from "../../platform/people/absences/events";
import { dueDatesToMove, moveDueDates } from "./move-due-dates";

/** At once when somebody's absence was recorded, changed or withdrawn. */
export const moveDueDatesOfPerson = defineJob(
  {
    id: "policies-move-due-dates",
    name: "Move due dates of somebody who is away",
    retries: 5,
    concurrency: { limit: 1, key: "event.data.personId" },
    triggers: on(absenceChanged),
  },
  async ({ event, step, runId }) => {
    const { organizationId, personId } = absenceChanged.data.parse(event.data);
    const actor = systemActor(organizationId, "policies-move-due-dates", runId);
    for (let batch = 1; ; batch += 1) {
      const done: { more: boolean } = await step.run(`batch ${batch}`, () => moveDueDates(actor, { personId }));
      if (!done.more) return { batches: batch };
    }
  },
);

/** An absence without an end goes on day by day, and the due dates with it. */
export const followAbsences = defineSweep({
  id: "policies-follow-absences",
  name: "Move due dates of people who are away",
  isDue: dueDatesToMove,
  sweep: moveDueDates,
});
