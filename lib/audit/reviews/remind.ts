import "server-only";
import { z } from "zod";
import { parseLocalDate } from "@/lib/platform/calendar";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { dayText, localToday, lockReview } from "./lock-review";
import { mailReviewer } from "./reviewer-mail";
import { reminderOf } from "./rules";

/** Reviewers with open decisions and few days left. */
export const dueReviewReminders = query({
  name: "access-review.due",
  summary: "Find reviewers to remind",
  permission: "review:execute",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = parseLocalDate(await localToday(tx, actor.organizationId, now));
    const reviews = await tx.accessReview.findMany({ where: { status: "open" }, orderBy: { id: "asc" } });
    const due: { reviewId: string; reviewerId: string; kind: "soon" | "last-day" }[] = [];
    for (const { id: reviewId, dueOn } of reviews) {
      const kind = reminderOf(parseLocalDate(dayText(dueOn)) - today);
      if (!kind) continue;
      const open = await tx.accessReviewItem.groupBy({
        by: ["reviewerId"],
        where: { reviewId, decision: null, reviewerId: { not: null } },
      });
      for (const { reviewerId } of open) if (reviewerId) due.push({ reviewId, reviewerId, kind });
    }
    return due;
  },
});

export const remindReviewer = command({
  name: "access-review.remind",
  summary: "Remind a reviewer of open decisions",
  permission: "review:execute",
  type: "compliance_control",
  controls: ["CC6.2"],
  input: z.object({ reviewId: z.uuid(), reviewerId: z.uuid(), kind: z.enum(["soon", "last-day"]) }),
  async run({ tx, now }, { reviewId, reviewerId, kind }) {
    const review = await lockReview(tx, reviewId);
    const sent = review.status === "open" && (await mailReviewer(tx, review, reviewerId, kind, now));
    return {
      output: { sent },
      event: {
        resource: { type: "access_review", id: reviewId, label: `${review.reference} ${review.title}` },
        after: { reviewer: reviewerId, reminder: kind, sent },
      },
    };
  },
});
