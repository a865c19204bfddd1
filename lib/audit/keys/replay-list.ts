import "server-only";
import { z } from "zod";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { organizationIds } from "@/lib/platform/db/door";
import { newRequestId } from "@/lib/platform/ids";
import { query } from "@/lib/platform/operation/query";
import type { ErasureEntry } from "./erasure-list";
import { replayErasure } from "./replay";

const atOnce = 300;

/** Which of these keys still live. */
export const livingKeys = query({
  name: "subject-key.living",
  summary: "Find out which keys still live",
  permission: "subject-key:retain",
  input: z.object({ keys: z.array(z.uuid()) }),
  async run({ tx }, { keys }) {
    const rows = await tx.subjectKey.findMany({ where: { id: { in: keys }, destroyedAt: null }, select: { id: true } });
    return rows.map(({ id }) => id);
  },
});

/**
 * Destroys whatever the list outside the database says was destroyed and this database still has: it is older than the list.
 * Before the portal answers a request. Safe to repeat; changes nothing, and leaves no event, when all is as listed.
 * @returns how many keys were destroyed again
 */
export async function replayErasures(entries: AsyncIterable<ErasureEntry>): Promise<number> {
  const here = new Set(await organizationIds());
  let destroyed = 0;
  for await (const { organizationId, destructionId, keys } of entries) {
    if (!here.has(organizationId)) continue;
    const actor = systemActor(organizationId, "replay-erasures", newRequestId());
    const living = await livingKeys(actor, { keys });
    for (let at = 0; at < living.length; at += atOnce) {
      const again = await replayErasure(actor, { destructionId, keys: living.slice(at, at + atOnce) });
      destroyed += again.destroyed;
    }
  }
  return destroyed;
}
