import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import type { RetentionClass } from "../schema";
import { destroyKeys } from "./destroy";
import { disclosuresOf, tellRecipients } from "./disclosures";
import { heldKeys } from "./ended-keys";
import { holdsOnKeys, isMonthHeld } from "./held";
import { lockDestruction } from "./lock-destruction";
import { destructionInput } from "./schema";

const batchSize = 200;

/**
 * Destroys the next keys of an approved class and month, those under a hold left out; after a kill it goes on with what is
 * still alive. Holds are asked again for each key: one placed since the approval counts.
 */
export const destroyBatch = command({
  name: "subject-key.destroy-batch",
  summary: "Destroy the next keys of an approved class and month",
  permission: "subject-key:retain",
  type: "compliance_control",
  crud: "delete",
  riskLevel: "high",
  controls: ["C1.2", "P4.3"],
  input: destructionInput,
  async run(context, { id }) {
    const { tx, actor, now } = context;
    const destruction = await lockDestruction(tx, id);
    const { state, retentionClass, month, reference, proposedById } = destruction;
    const resource = { type: "key_destruction", id, label: reference };
    if (state === "done") return { output: { done: true }, event: { resource, after: { destroyed: 0, done: true } } };
    if (state !== "approved" || retentionClass === null || month === null) {
      throw new AppError("conflict", "Nobody approved this destruction of keys. Nothing was destroyed.");
    }
    const ids = await nextKeys(context, { retentionClass, month });
    const { keys, cleared } = await destroyKeys(context, { destructionId: id, reference, ids });
    const given = keys.length === 0 ? [] : await disclosuresOf(tx, actor.organizationId, keys);
    const fresh = given.filter((each) => !destruction.exports.includes(each.exportId));
    await tellRecipients(tx, actor.organizationId, fresh, reference, now);
    const done = ids.length < batchSize;
    await tx.keyDestruction.update({
      where: { id },
      data: {
        destroyed: { increment: keys.length },
        cleared: { increment: cleared },
        exports: { push: [...new Set(fresh.map((each) => each.exportId))] },
        ...(done && {
          state: "done",
          completedAt: now,
          kept: await heldKeys(tx, actor.organizationId, { retentionClass, month }),
        }),
      },
    });
    return {
      output: { done },
      event: { resource, before: { proposedById }, after: { destroyed: keys.length, cleared, done } },
    };
  },
});

async function nextKeys(
  { tx, actor }: Pick<Parameters<typeof destroyKeys>[0], "tx" | "actor">,
  where: { retentionClass: RetentionClass; month: string },
): Promise<string[]> {
  const held = await isMonthHeld(tx, where.month);
  const ids: string[] = [];
  for (let after: string | undefined; ids.length < batchSize; ) {
    const keys: { id: string; subject: string }[] = await tx.subjectKey.findMany({
      where: { organizationId: actor.organizationId, ...where, destroyedAt: null, ...(after && { id: { gt: after } }) },
      orderBy: { id: "asc" },
      take: batchSize,
      select: { id: true, subject: true },
    });
    for (const { id, subject } of keys) {
      if (ids.length < batchSize && (!held || (await holdsOnKeys(tx, subject, where.month)).length === 0)) ids.push(id);
    }
    after = keys.at(-1)?.id;
    if (keys.length < batchSize) break;
  }
  return ids;
}
