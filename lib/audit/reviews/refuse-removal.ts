import "server-only";
import { z } from "zod";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { paragraph } from "@/lib/platform/text";
import { reviewClosed } from "./events";
import { lockReview } from "./lock-review";
import { mayApprove } from "./rules";

/** The second person says no: the roles stay as they are, and the campaign shows who refused and why. */
export const refuseRemoval = command({
  name: "access-review.refuse",
  summary: "Refuse a change of roles as the second person",
  permission: "review:confirm",
  type: "compliance_control",
  riskLevel: "medium",
  controls: ["CC6.2", "CC6.3"],
  input: z.object({
    reviewId: z.uuid(),
    personId: z.uuid(),
    reason: paragraph(500, "Say why the roles should stay."),
  }),
  async run({ tx, actor, emit }, { reviewId, personId, reason }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can refuse a change of roles.");
    const review = await lockReview(tx, reviewId);
    const waiting = await tx.accessReviewItem.findMany({ where: { reviewId, personId, outcome: "waiting" } });
    if (waiting.length === 0)
      throw new AppError("conflict", "Nothing waits for a second person here. Nothing was changed.");
    if (!waiting.every((item) => mayApprove(item, actor.personId))) {
      throw dutyRefused("You decided this yourself, or it is about you: somebody else answers. Nothing was changed.");
    }
    await tx.accessReviewItem.updateMany({
      where: { id: { in: waiting.map(({ id }) => id) } },
      data: { outcome: "refused", approverId: actor.personId, refusal: reason },
    });
    // The last one that waited: the campaign ends.
    emit(reviewClosed, { organizationId: actor.organizationId, reviewId });
    return {
      output: { refused: waiting.length },
      event: {
        resource: { type: "access_review", id: reviewId, label: `${review.reference} ${review.title}` },
        after: { person: personId, refused: waiting.map(({ role }) => role) },
        reason: aboutPerson(personId, reason),
      },
    };
  },
});
