import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { newRequestId } from "@/lib/platform/ids";
import type { ObjectStore } from "@/lib/platform/storage/object-store";
import { erasureEntries } from "./erasure-list";
import { replayErasures } from "./replay-list";
import { tellLostKeys } from "./tell-lost";

type Lost = { organizationId: string | null; id: string };

/**
 * What must happen after rows were loaded and before the portal answers: erasures of every list that can be found are replayed,
 * and lost keys are told in their organisation's log. @returns how many keys were destroyed again
 */
export async function finishRestore(lists: readonly ObjectStore[], lost: readonly Lost[]): Promise<number> {
  const byOrganization = new Map<string, string[]>();
  for (const { organizationId, id } of lost) {
    if (organizationId === null) continue; // the installation's own events name nobody but by address
    const ids = byOrganization.get(organizationId) ?? [];
    ids.push(id);
    byOrganization.set(organizationId, ids);
  }
  for (const [organizationId, ids] of byOrganization) {
    const actor = systemActor(organizationId, "restore", newRequestId());
    for (let at = 0; at < ids.length; at += 300) {
      await tellLostKeys(actor, {
        keys: ids.slice(at, at + 300),
        reason: "A backup was restored whose keys could not be opened.",
      });
    }
  }
  let destroyed = 0;
  for (const store of lists) destroyed += await replayErasures(erasureEntries(store));
  return destroyed;
}
