import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { carryOutErasure, resultForEvent } from "./carry-out";
import { newDestruction } from "./new-destruction";
import { eraseSubjectInput } from "./schema";

/**
 * Erases subjects from the trail at once: for a request that two people have already decided (the privacy domain's erasure).
 * The proofs stay; what was kept is in the answer, with the law or the hold.
 */
export const eraseSubject = command({
  name: "subject-key.erase",
  summary: "Destroy the keys of a person whose erasure was decided",
  permission: "subject-key:erase",
  type: "privacy_request",
  crud: "delete",
  riskLevel: "critical",
  controls: ["Art.17", "P4.3"],
  recentSignIn: true,
  input: eraseSubjectInput,
  async run(context, { subjects, jurisdiction, reason, preparedById, approvedById }) {
    if (preparedById === approvedById) {
      throw new AppError(
        "invalid",
        "Erasure takes two people: whoever approved it must not have prepared it. Nothing was destroyed.",
      );
    }
    const made = await newDestruction(context, {
      kind: "subject",
      subjects,
      jurisdiction,
      reason,
      proposedById: preparedById,
    });
    const result = await carryOutErasure(context, made);
    const { destroyed, cleared, kept, exports } = result;
    await context.tx.keyDestruction.update({
      where: { id: made.id },
      data: {
        state: "done",
        approvedById,
        approvedAt: context.now,
        completedAt: context.now,
        planned: destroyed,
        ...{ destroyed, cleared, kept, exports },
      },
    });
    const resource = { type: "key_destruction", id: made.id, label: made.reference };
    return {
      output: { id: made.id, reference: made.reference, ...result },
      event: {
        resource,
        after: { ...resultForEvent(result), preparedById, approvedById },
        reason: aboutPerson(approvedById, reason),
      },
    };
  },
});
