import "server-only";
import { z } from "zod";
import { command } from "@/lib/platform/operation/command";
import { endedKeys } from "./ended-keys";
import { newDestruction } from "./new-destruction";
import { retentionClassLabels } from "./schema";

/**
 * One proposal for each class and month whose time has ended and which still has living keys (E6). A dry run: what is on hold
 * now is counted as kept, and nothing is destroyed. Safe to repeat: open proposals are left alone.
 */
export const proposeEndedKeys = command({
  name: "subject-key.propose-ended",
  summary: "Propose to destroy the keys of classes and months that have ended",
  permission: "subject-key:retain",
  type: "compliance_control",
  crud: "create",
  controls: ["C1.2", "P4.3"],
  input: z.object({}),
  async run(context) {
    const { tx, actor, now } = context;
    const proposed: string[] = [];
    for (const ended of await endedKeys(tx, actor.organizationId, now)) {
      const { retentionClass, month } = ended;
      const open = await tx.keyDestruction.count({
        where: { kind: "retention", retentionClass, month, state: { in: ["proposed", "approved"] } },
      });
      if (open > 0 || ended.free === 0) continue;
      const reason = `${retentionClassLabels[retentionClass]} after ${month} have passed.`;
      const made = await newDestruction(context, {
        ...{ kind: "retention", retentionClass, month, reason, proposedById: null },
        ...{ planned: ended.free, kept: ended.kept },
      });
      proposed.push(made.id);
    }
    return {
      output: { proposed },
      event: {
        resource: { type: "key_destruction", id: null },
        after: { proposed: proposed.slice(0, 200), count: proposed.length },
      },
    };
  },
});
