import "server-only";
import type { KeyDestruction } from "@/lib/platform/db/generated/client";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { carryOutErasure, resultForEvent } from "./carry-out";
import { retentionApproved } from "./events";
import { lockDestruction } from "./lock-destruction";
import { destructionInput } from "./schema";

/**
 * The second of two people agrees. An erasure is carried out in the same breath; the keys of an ended class and month go
 * batch by batch in a job, since there may be very many.
 */
export const approveDestruction = command({
  name: "subject-key.approve",
  summary: "Approve a destruction of keys that somebody else put forward",
  permission: "subject-key:approve",
  type: "privacy_request",
  crud: "delete",
  riskLevel: "critical",
  controls: ["Art.17", "C1.2", "P4.3"],
  recentSignIn: true,
  input: destructionInput,
  async run(context, { id }) {
    const { tx, actor, now } = context;
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person approves a destruction of keys.");
    const destruction = await lockDestruction(tx, id);
    const { state, proposedById, reference, kind } = destruction;
    if (state !== "proposed")
      throw new AppError("conflict", "This destruction is settled already. Nothing was destroyed.");
    if (proposedById === null) {
      throw new AppError(
        "conflict",
        "First somebody must look at this proposal and put it forward. Nothing was destroyed.",
      );
    }
    if (proposedById === actor.personId) {
      throw dutyRefused("You put this forward yourself: somebody else must approve it. Nothing was destroyed.");
    }
    await tx.keyDestruction.update({
      where: { id },
      data: { state: "approved", approvedById: actor.personId, approvedAt: now },
    });
    const after = kind === "subject" ? await eraseNow(context, destruction) : { planned: destruction.planned };
    if (kind === "retention")
      context.emit(retentionApproved, { organizationId: actor.organizationId, destructionId: id });
    return {
      output: { id, reference, kind },
      event: { resource: { type: "key_destruction", id, label: reference }, before: { proposedById }, after },
    };
  },
});

async function eraseNow(context: CommandContext, { id, reference, subjects, jurisdiction }: KeyDestruction) {
  const result = await carryOutErasure(context, { id, reference, subjects, jurisdiction: jurisdiction ?? "" });
  const { destroyed, cleared, kept, exports } = result;
  const data = { state: "done", completedAt: context.now, destroyed, cleared, kept, exports } as const;
  await context.tx.keyDestruction.update({ where: { id }, data });
  return resultForEvent(result);
}
