import "server-only";
import type { CommandContext } from "@/lib/platform/operation/context";
import { listErasure } from "./erasure-list";
import { keysDestroyed } from "./events";

/** Ids per event: they must stand in the leaf itself, which carries a digest only above 16 KiB (A7, A20). */
const idsPerEvent = 300;

export const destroyAction = "subject-key.destroy";

export type Destroyed = { keys: string[]; cleared: number };

/**
 * Destroys keys for ever, with the search columns derived by them, and tells so in the log in the same transaction (A7, A17).
 * What was destroyed is also listed outside the database, so that a restored backup destroys it again.
 */
export async function destroyKeys(
  context: Pick<CommandContext, "tx" | "actor" | "now" | "note" | "emit" | "afterCommit">,
  { destructionId, reference, ids }: { destructionId: string; reference: string; ids: readonly string[] },
): Promise<Destroyed> {
  if (ids.length === 0) return { keys: [], cleared: 0 };
  const { tx, actor, now, note, emit, afterCommit } = context;
  const [row] = await tx.$queryRaw<{ destroyed: string[]; cleared: bigint }[]>`
    select destroyed::text[] as destroyed, cleared from portal_destroy_keys(${[...ids]}::uuid[], ${now}::timestamptz)`;
  const keys = row?.destroyed ?? [];
  for (let from = 0; from < keys.length; from += idsPerEvent) {
    note({
      action: destroyAction,
      type: "privacy_request",
      crud: "delete",
      riskLevel: "high",
      resource: { type: "key_destruction", id: destructionId, label: reference },
      after: { keys: keys.slice(from, from + idsPerEvent) },
    });
  }
  const { organizationId } = actor;
  emit(keysDestroyed, { organizationId, destructionId });
  afterCommit(() => listErasure({ organizationId, destructionId, at: now.toISOString(), keys }));
  return { keys, cleared: Number(row?.cleared ?? 0n) };
}
