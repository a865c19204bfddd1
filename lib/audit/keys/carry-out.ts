import "server-only";
import type { CommandContext } from "@/lib/platform/operation/context";
import { decide } from "./decide";
import { destroyKeys } from "./destroy";
import { disclosuresOf, tellRecipients } from "./disclosures";
import { lockSubjects, subjectFacts } from "./subject-facts";

type Erasure = { id: string; reference: string; subjects: readonly string[]; jurisdiction: string };

/** What an erasure did: destroyed, kept and why, and who was given the values earlier. */
export type ErasureResult = Awaited<ReturnType<typeof carryOutErasure>>;

/**
 * Destroys the keys of subjects except those under a hold, in a statutory class of their jurisdiction, or of acts in office
 * (A17); all in the caller's transaction. Whoever holds disclosures of them is told.
 */
export async function carryOutErasure(context: CommandContext, { id, reference, subjects, jurisdiction }: Erasure) {
  const { tx, actor, now } = context;
  await lockSubjects(tx, actor.organizationId, subjects);
  const facts = await subjectFacts(tx, actor.organizationId, subjects);
  const { destroy, kept } = decide(facts, { jurisdiction, at: now.toISOString() });
  const { keys, cleared } = await destroyKeys(context, { destructionId: id, reference, ids: destroy });
  const given = keys.length === 0 ? [] : await disclosuresOf(tx, actor.organizationId, keys);
  const told = await tellRecipients(tx, actor.organizationId, given, reference, now);
  return {
    destroyed: keys.length,
    cleared,
    kept,
    exports: [...new Set(given.map((each) => each.exportId))],
    recipients: given,
    told,
  };
}

/** The same as an event tells it. */
export function resultForEvent({ destroyed, cleared, kept, exports, told }: ErasureResult) {
  return {
    destroyed,
    cleared,
    kept: kept.map(({ ground, reference, retentionClass, until, keys }) => ({
      ground,
      reference,
      retentionClass,
      until,
      keys,
    })),
    exports: exports.slice(0, 100),
    told,
  };
}
