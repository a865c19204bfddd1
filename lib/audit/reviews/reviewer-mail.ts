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

/** To whoever takes decisions over; each handing over is told. */
export async function mailHandedOver(
  tx: Tx,
  review: Review,
  reviewerId: string,
  count: number,
  now: Date,
): Promise<void> {
  const { organizationId, id, reference, title, dueOn } = review;
  const reviewer = await tx.person.findUniqueOrThrow({ where: { id: reviewerId } });
  const body = [
    "Decisions about the roles of people were handed to you: should they keep them?",
    `${title} (${reference}): ${count} more, last day ${dayText(dueOn)}.`,
    linkOf(id),
    "What is not answered by then counts as an exception.",
  ].join("\n\n");
  const subject = `${reference}: access to review`;
  await queueMail(tx, { organizationId, kind: "access-review", recipient: reviewer.email, subject, body }, now);
}

const linkOf = (id: string) => `${env.PUBLIC_URL.replace(/\/$/, "")}/audit/reviews/${id}/decide`;

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
  const body = [
    `${openings[kind]}`,
    `${review.title} (${review.reference}): ${open} open, last day ${dayText(review.dueOn)}.`,
    linkOf(reviewId),
    "What is not answered by then counts as an exception.",
  ].join("\n\n");
  const subject = `${review.reference}: ${kind === "begin" ? "access to review" : "open decisions"}`;
  await queueMail(tx, { organizationId, kind: "access-review", recipient: reviewer.email, subject, body }, now);
  return true;
}
