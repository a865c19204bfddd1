import "server-only";
import { systemActor } from "../../platform/auth/actor-types";
import { organizationIds } from "../../platform/db/door";
import { defineJob, on } from "../../platform/jobs/client";
import { coursePublished } from "../events";
import { assignCourse, coursesInUse } from "./assign-course";

/** Asks the audience of a course that was just published. */
export const assignPublishedCourse = defineJob(
  {
    id: "policies-assign-course",
    name: "Ask the audience of a course",
    retries: 5,
    concurrency: { limit: 1, key: "event.data.courseId" },
    triggers: on(coursePublished),
  },
  async ({ event, step, runId }) => {
    const { organizationId, courseId } = coursePublished.data.parse(event.data);
    const actor = systemActor(organizationId, "policies-assign-course", runId);
    for (let batch = 1, after: string | null = null; ; batch += 1) {
      const from: string | null = after;
      const done: { next: string | null } = await step.run(`batch ${batch}`, () =>
        assignCourse(actor, { courseId, after: from }),
      );
      after = done.next;
      if (after === null) return { batches: batch };
    }
  },
);

/** Every hour: joiners are asked, leavers no more, and whoever's training expires soon is asked again (P17). */
export const settleTraining = defineJob(
  {
    id: "policies-settle-training",
    name: "Settle who takes which course",
    retries: 3,
    triggers: { cron: "19 * * * *" },
  },
  async ({ step, runId }) => {
    const organizations = await step.run("organisations", () => organizationIds());
    let asked = 0;
    for (const organizationId of organizations) {
      const actor = systemActor(organizationId, "policies-settle-training", runId);
      const courses = await step.run(`look at ${organizationId}`, () => coursesInUse(actor, {}));
      for (const courseId of courses) {
        for (let batch = 1, after: string | null = null; ; batch += 1) {
          const from: string | null = after;
          const done: { asked: number; next: string | null } = await step.run(`ask ${courseId}, batch ${batch}`, () =>
            assignCourse(actor, { courseId, after: from }),
          );
          asked += done.asked;
          after = done.next;
          if (after === null) break;
        }
      }
    }
    return { asked };
  },
);
