import "server-only";
import { parseLocalDate } from "@/lib/platform/calendar";
import { nextReference } from "@/lib/platform/db/reference";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { localToday } from "./lock-review";
import { activeMembers, lastSignIns, populationHash } from "./population";
import { mailReviewer } from "./reviewer-mail";
import { reviewerOf } from "./rules";
import { startReviewInput } from "./schema";

const longest = 90;

/** Freezes who has which role, and asks a reviewer about each (E8). */
export const startReview = command({
  name: "access-review.start",
  summary: "Begin an access review of everybody's roles",
  permission: "review:manage",
  type: "compliance_control",
  crud: "create",
  riskLevel: "medium",
  controls: ["CC6.2", "CC6.3", "A.5.18"],
  input: startReviewInput,
  async run({ tx, actor, now }, { title, dueOn }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can begin an access review.");
    const { organizationId, personId: ownerId } = actor;
    const days = parseLocalDate(dueOn) - parseLocalDate(await localToday(tx, organizationId, now));
    if (days < 1 || days > longest) {
      const message = `Choose a day between tomorrow and ${longest} days from now.`;
      throw new AppError("invalid", "The last day is not usable. Nothing was begun.", {
        fieldErrors: { dueOn: [message] },
      });
    }
    const members = await activeMembers(tx, now);
    const seen = await lastSignIns(tx);
    const mayReview = new Set(
      members.filter(({ roles }) => roles.some((each) => each !== "customer")).map(({ personId }) => personId),
    );
    const holders = (wanted: string) => members.filter(({ roles }) => roles.some((each) => each === wanted));
    const others = [...holders("compliance_officer"), ...holders("admin")].map(({ personId }) => personId);
    const subjects = members.map(({ personId, roles, department, managerId }) => ({
      personId,
      roles,
      department,
      managerId,
      lastSignInAt: seen.get(personId) ?? null,
    }));

    const id = newId(now.getTime());
    const reference = await nextReference(tx, organizationId, "ACR", now);
    const hash = populationHash(subjects);
    const review = { id, organizationId, reference, title, ownerId, dueOn: new Date(dueOn), createdAt: now };
    await tx.accessReview.create({ data: { ...review, people: subjects.length, populationHash: hash } });
    await tx.accessReviewSubject.createMany({
      data: subjects.map((each) => ({
        ...each,
        reviewId: id,
        organizationId,
        lastSignInAt: each.lastSignInAt ? new Date(each.lastSignInAt) : null,
      })),
    });
    const items = subjects.flatMap((subject) => {
      const reviewerId = reviewerOf(subject, ownerId, others, mayReview);
      return subject.roles.map((role) => ({
        id: newId(now.getTime()),
        organizationId,
        reviewId: id,
        personId: subject.personId,
        role,
        reviewerId,
      }));
    });
    await tx.accessReviewItem.createMany({ data: items });
    const reviewers = [...new Set(items.flatMap(({ reviewerId }) => reviewerId ?? []))];
    for (const reviewerId of reviewers) await mailReviewer(tx, review, reviewerId, "begin", now);
    return {
      output: { id, reference },
      event: {
        resource: { type: "access_review", id, label: `${reference} ${title}` },
        after: {
          dueOn,
          people: subjects.length,
          decisions: items.length,
          reviewers: reviewers.length,
          populationHash: hash,
        },
      },
    };
  },
});
