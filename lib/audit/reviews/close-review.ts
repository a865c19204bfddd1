import "server-only";
import { z } from "zod";
import { dayInWords } from "@/lib/platform/calendar";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { reviewClosed } from "./events";
import { dayText, localToday, lockReview } from "./lock-review";
import { activeMembers } from "./population";
import { outcomeAtClose } from "./rules";

/**
 * Ends the decisions. Removals and changes are the reviewer's proposal; closing is the officer's approval of them, so that two
 * people stand behind each. What the officer decided alone, and what is about the officer, waits for a third.
 */
export const closeReview = command({
  name: "access-review.close",
  summary: "Close an access review and have its removals carried out",
  permission: "review:manage",
  type: "compliance_control",
  riskLevel: "high",
  controls: ["CC6.2", "CC6.3"],
  input: z.object({ reviewId: z.uuid() }),
  async run({ tx, actor, now, emit }, { reviewId }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can close an access review.");
    const { organizationId, personId: closerId } = actor;
    const review = await lockReview(tx, reviewId);
    if (review.status !== "open")
      throw new AppError("conflict", "This access review is closed already. Nothing was changed.");
    const items = await tx.accessReviewItem.findMany({ where: { reviewId } });
    const here = new Set((await activeMembers(tx, now)).map(({ personId }) => personId));
    const open = items.filter(
      ({ decision, reviewerId, personId }) => !decision && reviewerId && here.has(personId),
    ).length;
    const dueOn = dayText(review.dueOn);
    if (open > 0 && (await localToday(tx, organizationId, now)) <= dueOn) {
      throw new AppError(
        "conflict",
        `${open} ${open === 1 ? "decision is" : "decisions are"} open until ${dayInWords(dueOn)}. Nothing was closed.`,
      );
    }
    const groups = Map.groupBy(items, (item) => outcomeAtClose({ ...item, left: !here.has(item.personId) }, closerId));
    for (const [outcome, group] of groups) {
      const approverId = outcome === "planned" ? closerId : null;
      await tx.accessReviewItem.updateMany({
        where: { id: { in: group.map(({ id }) => id) } },
        data: { outcome, approverId },
      });
    }
    const counts = Object.fromEntries([...groups].map(([outcome, group]) => [outcome, group.length]));
    await tx.accessReview.update({
      where: { id: reviewId },
      data: { status: "closing", closedById: closerId, closedAt: now },
    });
    emit(reviewClosed, { organizationId, reviewId });
    return {
      output: { counts },
      event: {
        resource: { type: "access_review", id: reviewId, label: `${review.reference} ${review.title}` },
        before: { status: "open" },
        after: { status: "closing", ...counts },
      },
    };
  },
});
