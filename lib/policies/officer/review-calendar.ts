import "server-only";
import { z } from "zod";
import { query } from "../../platform/operation/query";
import { inForce } from "../in-force";
import { dateText, localDateOf } from "../local-day";
import { namesOf } from "../people";

/** Policies in force by the day of their next review; those without a day come last, so that nobody forgets them (P7). */
export const reviewCalendar = query({
  name: "policy.review-calendar",
  summary: "See when policies are reviewed next",
  permission: "policy:library",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const policies = await tx.policy.findMany({
      where: { versions: { some: inForce } },
      orderBy: [{ reviewDate: { sort: "asc", nulls: "last" } }, { id: "asc" }],
      take: 500,
      include: { reviews: { orderBy: { recordedAt: "desc" }, take: 1 } },
    });
    const nameOf = await namesOf(
      tx,
      policies.flatMap(({ ownerId, reviews }) => [ownerId, reviews[0]?.reviewerId ?? null]),
    );
    return {
      today,
      policies: policies.map(({ id, reference, title, ownerId, reviewDate, reviews: [last] }) => ({
        id,
        reference,
        title,
        owner: nameOf(ownerId),
        reviewDate: reviewDate ? dateText(reviewDate) : null,
        lastReview: last ? { on: dateText(last.reviewedOn), by: nameOf(last.reviewerId), note: last.note } : null,
      })),
    };
  },
});
