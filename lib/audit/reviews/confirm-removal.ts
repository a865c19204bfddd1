import "server-only";
import { z } from "zod";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { reviewClosed } from "./events";
import { lockReview } from "./lock-review";
import { mayApprove } from "./rules";

/** The second person of a removal that the closing officer could not approve. */
export const confirmRemoval = command({
  name: "access-review.confirm",
  summary: "Confirm a change of roles as the second person",
  permission: "review:confirm",
  type: "compliance_control",
  riskLevel: "high",
  controls: ["CC6.2", "CC6.3"],
  input: z.object({ reviewId: z.uuid(), personId: z.uuid() }),
  async run({ tx, actor, emit }, { reviewId, personId }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can confirm a change of roles.");
    const review = await lockReview(tx, reviewId);
    const waiting = await tx.accessReviewItem.findMany({ where: { reviewId, personId, outcome: "waiting" } });
    if (waiting.length === 0)
      throw new AppError("conflict", "Nothing waits for a second person here. Nothing was changed.");
    if (!waiting.every((item) => mayApprove(item, actor.personId))) {
      throw dutyRefused(
        "You decided this yourself, or it is about you: somebody else confirms it. Nothing was changed.",
      );
    }
    await tx.accessReviewItem.updateMany({
      where: { id: { in: waiting.map(({ id }) => id) } },
      data: { outcome: "planned", approverId: actor.personId },
    });
    emit(reviewClosed, { organizationId: actor.organizationId, reviewId });
    return {
      output: { confirmed: waiting.length },
      event: {
        resource: { type: "access_review", id: reviewId, label: `${review.reference} ${review.title}` },
        after: { person: personId, confirmed: waiting.map(({ role }) => role) },
      },
    };
  },
});
