import "server-only";
import { z } from "zod";
import { AppError, notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { addMadeEvidence } from "../collectors/store-result";
import { storeFileInput } from "../evidence/schema";
import { dayText, lockReview } from "./lock-review";

/** What is left to do of a closed campaign: whose roles to change, and whether somebody still has to confirm. */
export const readRemaining = query({
  name: "access-review.remaining",
  summary: "Find what a closed access review has left to carry out",
  permission: "review:execute",
  input: z.object({ reviewId: z.uuid() }),
  async run({ tx }, { reviewId }) {
    const review = await tx.accessReview.findUnique({ where: { id: reviewId } });
    if (!review) throw notFound("This access review");
    const items = await tx.accessReviewItem.findMany({
      where: { reviewId, outcome: { in: ["planned", "waiting"] } },
      orderBy: { personId: "asc" },
    });
    const planned = items.filter(({ outcome }) => outcome === "planned").map(({ personId }) => personId);
    return { review, people: [...new Set(planned)], waiting: items.length - planned.length };
  },
});

/** The campaign ends as evidence of its decisions and of the population they were about. */
export const finishReview = command({
  name: "access-review.finish",
  summary: "Keep a finished access review as evidence",
  permission: "review:execute",
  type: "compliance_control",
  controls: ["CC6.2", "CC6.3"],
  input: z.object({ reviewId: z.uuid(), file: storeFileInput }),
  async run(context, { reviewId, file }) {
    const { tx } = context;
    const review = await lockReview(tx, reviewId);
    const left = await tx.accessReviewItem.count({ where: { reviewId, outcome: { in: ["planned", "waiting"] } } });
    if (review.status !== "closing" || left > 0) {
      throw new AppError("conflict", "This access review is finished already, or not yet. Nothing was changed.", {
        data: { ended: review.status === "closed" },
      });
    }
    const evidence = await addMadeEvidence(context, file, {
      title: `${review.title} (${review.reference})`,
      description: `Decisions about the roles of ${review.people} people as they were when the campaign began, and what came of them. Population ${review.populationHash}.`,
      type: "access_review",
      controlIds: ["CC6.2", "CC6.3", "A.5.18"],
      effectiveFrom: dayText(review.createdAt),
      effectiveTo: dayText(review.closedAt ?? context.now),
      sourceSystem: "access-review",
    });
    await tx.accessReview.update({ where: { id: reviewId }, data: { status: "closed", evidenceId: evidence.id } });
    return {
      output: evidence,
      event: {
        resource: { type: "access_review", id: reviewId, label: `${review.reference} ${review.title}` },
        before: { status: "closing" },
        after: { status: "closed", evidence: evidence.reference, sha256: evidence.sha256 },
      },
    };
  },
});
