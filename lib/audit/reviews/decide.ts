import "server-only";
import { dayInWords } from "@/lib/platform/calendar";
import { AppError, dutyRefused, notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { dayText, localToday, lockReview } from "./lock-review";
import { decideInput } from "./schema";

/** The reviewer's answers about one person: per role keep, remove or change. An answer stands (E8). */
export const decideAccess = command({
  name: "access-review.decide",
  summary: "Decide about the roles of a person one reviews",
  permission: "review:decide",
  type: "compliance_control",
  controls: ["CC6.2", "CC6.3"],
  input: decideInput,
  async run({ tx, actor, now }, { reviewId, personId, decisions }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can review access.");
    const review = await lockReview(tx, reviewId);
    const items = await tx.accessReviewItem.findMany({ where: { reviewId, personId } });
    if (items.length === 0) throw notFound("This person of the access review");
    if (personId === actor.personId) throw dutyRefused("Nobody reviews their own access. Nothing was saved.");
    if (items.some(({ reviewerId }) => reviewerId !== actor.personId)) {
      throw dutyRefused("Somebody else was asked to review this person. Nothing was saved.");
    }
    if (review.status !== "open") throw new AppError("conflict", "This access review is closed. Nothing was saved.");
    const dueOn = dayText(review.dueOn);
    if ((await localToday(tx, actor.organizationId, now)) > dueOn) {
      throw new AppError(
        "conflict",
        `The last day was ${dayInWords(dueOn)}: what was open counts as an exception. Nothing was saved.`,
      );
    }
    const held = items.map(({ role }) => role);
    for (const [index, { role, decision, newRole, reason }] of decisions.entries()) {
      const item = items.find((each) => each.role === role);
      if (!item) throw notFound("This role of the person");
      if (item.decision) {
        throw new AppError(
          "conflict",
          "You have decided about this role already, and a decision stands. Nothing was saved.",
        );
      }
      if (newRole && held.includes(newRole)) {
        const fieldErrors = {
          [`decisions.${index}.newRole`]: ["The person has this role already: remove the other instead."],
        };
        throw new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors });
      }
      const data = { decision, newRole: newRole ?? null, reason: reason ?? null, decidedAt: now };
      await tx.accessReviewItem.update({ where: { id: item.id }, data });
    }
    const open = await tx.accessReviewItem.count({ where: { reviewId, reviewerId: actor.personId, decision: null } });
    return {
      output: { open },
      event: {
        resource: { type: "access_review", id: reviewId, label: `${review.reference} ${review.title}` },
        after: { person: personId, decisions: aboutPerson(personId, decisions.map(plain)) },
      },
    };
  },
});

const plain = ({
  role,
  decision,
  newRole,
  reason,
}: {
  role: string;
  decision: string;
  newRole?: string;
  reason?: string;
}) => ({
  role,
  decision,
  newRole: newRole ?? null,
  reason: reason ?? null,
});
