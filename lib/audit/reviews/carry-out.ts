import "server-only";
import { z } from "zod";
import { role } from "@/lib/platform/auth/roles";
import { command } from "@/lib/platform/operation/command";
import { changeRoles } from "@/lib/platform/people/change-roles";
import { lockReview } from "./lock-review";
import { activeMembers } from "./population";
import { rolesAfter, sameRoles } from "./rules";

/**
 * Takes and changes the roles of one person as decided, all of them or none. Who has left keeps nothing to take; whose roles
 * are no longer those that were reviewed keeps them, and the conflict is shown. Run twice, the second time finds nothing.
 */
export const carryOut = command({
  name: "access-review.carry-out",
  summary: "Carry out what an access review decided about a person",
  permission: "review:execute",
  type: "compliance_control",
  riskLevel: "high",
  controls: ["CC6.2", "CC6.3"],
  input: z.object({ reviewId: z.uuid(), personId: z.uuid() }),
  async run(context, { reviewId, personId }) {
    const { tx, now } = context;
    const review = await lockReview(tx, reviewId);
    const resource = { type: "access_review", id: reviewId, label: `${review.reference} ${review.title}` };
    const planned = await tx.accessReviewItem.findMany({ where: { reviewId, personId, outcome: "planned" } });
    const [first] = planned;
    if (!first?.reviewerId || !first.approverId) {
      return {
        output: { outcome: "nothing" as const },
        event: { resource, after: { person: personId, outcome: "nothing" } },
      };
    }
    const subject = await tx.accessReviewSubject.findUniqueOrThrow({
      where: { reviewId_personId: { reviewId, personId } },
    });
    const frozen = role.array().parse(subject.roles);
    await tx.$queryRaw`select id::text from membership where person_id = ${personId}::uuid for update`;
    const [member] = await activeMembers(tx, now, personId);
    const found = member?.roles ?? [];
    const outcome = !member ? "left" : sameRoles(found, frozen) ? "done" : "conflict";
    if (outcome === "done") {
      const reason = planned.map(({ role, reason }) => `${role}: ${reason}`).join("; ");
      await changeRoles(context, {
        personId,
        from: frozen,
        to: rolesAfter(frozen, planned),
        proposedById: first.reviewerId,
        approvedById: first.approverId,
        reason: `${review.reference}. ${reason}`,
      });
    }
    await tx.accessReviewItem.updateMany({
      where: { id: { in: planned.map(({ id }) => id) } },
      data: {
        outcome,
        executedAt: outcome === "done" ? now : null,
        foundRoles: outcome === "conflict" ? found : [],
      },
    });
    return {
      output: { outcome },
      event: { resource, after: { person: personId, outcome } },
    };
  },
});
