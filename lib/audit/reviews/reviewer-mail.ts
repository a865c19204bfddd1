import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { queueMail } from "@/lib/platform/mail/send";
import { dayText } from "./lock-review";

type Review = { id: string; organizationId: string; reference: string; title: string; dueOn: Date };
export type ReviewMail = "begin" | "soon" | "last-day";

const openings: Record<ReviewMail, string> = {
  begin: "You are asked to look at the roles of people in your care: should they keep them?",
  soon: "Some of your decisions are still open.",
  "last-day": "Today is the last day for your decisions.",
};

/** One mail to a reviewer, in the caller's transaction; its row makes that each kind is sent once. @returns whether it was */
export async function mailReviewer(
  tx: Tx,
  review: Review,
  reviewerId: string,
  kind: ReviewMail,
  now: Date,
): Promise<boolean> {
  const { organizationId, id: reviewId } = review;
  const row = { organizationId, reviewId, reviewerId, kind, sentAt: now };
  const { count } = await tx.accessReviewReminder.createMany({ data: [row], skipDuplicates: true });
  if (count === 0) return false;
  const reviewer = await tx.person.findUniqueOrThrow({ where: { id: reviewerId } });
  const open = await tx.accessReviewItem.count({ where: { reviewId, reviewerId, decision: null } });
  const link = `${env.PUBLIC_URL.replace(/\/$/, "")}/audit/reviews/${reviewId}/decide`;
  const body = [
    `${openings[kind]}`,
    `${review.title} (${review.reference}): ${open} open, last day ${dayText(review.dueOn)}.`,
    link,
    "What is not answered by then counts as an exception.",
  ].join("\n\n");
  const subject = `${review.reference}: ${kind === "begin" ? "access to review" : "open decisions"}`;
  await queueMail(tx, { organizationId, kind: "access-review", recipient: reviewer.email, subject, body }, now);
  return true;
}
