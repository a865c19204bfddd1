import "server-only";
import { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { AppError, dutyRefused, notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { query } from "@/lib/platform/operation/query";
import { paragraph } from "@/lib/platform/text";
import { dayText, localToday, lockReview } from "./lock-review";
import { activeMembers } from "./population";
import { mailHandedOver } from "./reviewer-mail";

/** Members who can be asked to review: whoever is more than a customer. */
async function reviewers(tx: Parameters<typeof activeMembers>[0], now: Date) {
  return (await activeMembers(tx, now)).filter(({ roles }) => roles.some((each) => each !== "customer"));
}

/** To whom open decisions can be handed. */
export const reviewerChoices = query({
  name: "access-review.reviewers",
  summary: "People who can take over decisions of an access review",
  permission: "review:decide",
  input: z.object({}),
  run: async ({ tx, now }) =>
    (await reviewers(tx, now))
      .map(({ personId, person }) => ({ id: personId, name: person.name }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
});

/**
 * Hands what a reviewer has not decided to somebody else: by the reviewer, or by an officer when they are away. What is about
 * the new reviewer stays where it is, because nobody reviews their own access (E8).
 */
export const handOverReview = command({
  name: "access-review.hand-over",
  summary: "Hand open decisions of an access review to another reviewer",
  permission: "review:decide",
  type: "compliance_control",
  riskLevel: "medium",
  controls: ["CC6.2", "CC6.3"],
  input: z.object({
    reviewId: z.uuid(),
    fromId: z.uuid("Choose whose decisions these are."),
    toId: z.uuid("Choose who decides instead."),
    reason: paragraph(500, "Say why, in a few words."),
  }),
  async run({ tx, actor, now }, { reviewId, fromId, toId, reason }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can hand decisions over.");
    const review = await lockReview(tx, reviewId);
    const own = await tx.accessReviewItem.count({ where: { reviewId, reviewerId: actor.personId } });
    const manages = mayDo(actor, "review:manage");
    if (own === 0 && !manages) throw notFound("This access review");
    if (fromId !== actor.personId && !manages) {
      throw dutyRefused("These are somebody else's decisions. Nothing was handed over.");
    }
    if (review.status !== "open") {
      throw new AppError("conflict", "This access review is closed. Nothing was handed over.");
    }
    const dueOn = dayText(review.dueOn);
    if ((await localToday(tx, actor.organizationId, now)) > dueOn) {
      throw new AppError("conflict", `The last day was ${dueOn}. Nothing was handed over.`);
    }
    if (toId === fromId || !(await reviewers(tx, now)).some(({ personId }) => personId === toId)) {
      const fieldErrors = { toId: ["Choose another active person who is no customer."] };
      throw new AppError("invalid", "Nothing was handed over.", { fieldErrors });
    }
    const open = await tx.accessReviewItem.findMany({ where: { reviewId, reviewerId: fromId, decision: null } });
    const moving = open.filter(({ personId }) => personId !== toId);
    if (moving.length === 0) {
      throw new AppError("conflict", "Nothing is open that this person could decide. Nothing was handed over.");
    }
    await tx.accessReviewItem.updateMany({
      where: { id: { in: moving.map(({ id }) => id) }, decision: null },
      data: { reviewerId: toId },
    });
    await mailHandedOver(tx, review, toId, moving.length, now);
    const stayed = open.length - moving.length;
    return {
      output: { moved: moving.length, stayed },
      event: {
        resource: { type: "access_review", id: reviewId, label: `${review.reference} ${review.title}` },
        before: { reviewer: fromId },
        after: {
          reviewer: toId,
          people: [...new Set(moving.map(({ personId }) => personId))],
          moved: moving.length,
          stayed,
        },
        reason: aboutPerson(fromId, reason),
      },
    };
  },
});
