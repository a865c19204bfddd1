import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { defineJob, on } from "@/lib/platform/jobs/client";
import { reviewClosed } from "./events";
import { dueReviewReminders, remindReviewer } from "./remind";
import { settleReview } from "./settle-review";

/** After a campaign was closed, and after each confirmation: removals, then the evidence. */
export const settleAccessReview = defineJob(
  {
    id: "settle-access-review",
    name: "Carry out an access review and keep it as evidence",
    retries: 5,
    concurrency: { limit: 1, key: "event.data.reviewId" },
    triggers: [on(reviewClosed)],
  },
  async ({ event, step, runId }) => {
    const { organizationId, reviewId } = reviewClosed.data.parse(event.data);
    const actor = systemActor(organizationId, "settle-access-review", runId);
    return settleReview(actor, reviewId, (name, work) => step.run(name, work) as never);
  },
);

/** Every morning: reviewers whose decisions are open shortly before the last day. */
export const remindAccessReviewers = defineJob(
  {
    id: "remind-access-reviewers",
    name: "Remind reviewers of open decisions",
    retries: 3,
    concurrency: 1,
    triggers: [{ cron: "5 6 * * *" }],
  },
  async ({ step, runId }) => {
    let reminded = 0;
    for (const organizationId of await step.run("organisations", () => organizationIds())) {
      const actor = systemActor(organizationId, "remind-access-reviewers", runId);
      for (const due of await step.run(`due-${organizationId}`, () => dueReviewReminders(actor, {}))) {
        await step.run(`remind-${due.reviewId}-${due.reviewerId}`, () => remindReviewer(actor, due));
        reminded += 1;
      }
    }
    return { reminded };
  },
);
