import "server-only";
import { z } from "zod";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { newRequestId } from "@/lib/platform/ids";
import { query } from "@/lib/platform/operation/query";
import { destroyAction } from "./destroy";
import { tellLostKeys } from "./tell-lost";

const most = 300;

/** Keys of healed events that went with the database they were made in, and of which the log does not tell yet. */
export const untoldLostKeys = query({
  name: "subject-key.untold",
  summary: "Find keys lost with a database of which the log does not tell",
  permission: "subject-key:retain",
  input: z.object({}),
  async run({ tx, actor }) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select distinct lost.id from audit_log_healing h cross join lateral unnest(h.lost_keys) as lost(id)
      where h.organization_id = ${actor.organizationId}::uuid
        and not exists (select 1 from subject_key k where k.id::text = lost.id and k.wrapped_key is not null)
        and not exists (select 1 from audit_event e where e.organization_id = h.organization_id and e.action = ${destroyAction}
          and e.recorded_at >= h.healed_at and position(convert_to(lost.id, 'UTF8') in e.leaf) > 0)
      limit ${most}`;
    return rows.map(({ id }) => id);
  },
});

/** A log that was healed tells which keys did not come back with it. @returns how many */
export async function tellLostWithHealing(organizationId: string): Promise<number> {
  const actor = systemActor(organizationId, "tell-lost-keys", newRequestId());
  let told = 0;
  for (;;) {
    const keys = await untoldLostKeys(actor, {});
    if (keys.length === 0) return told;
    await tellLostKeys(actor, {
      keys,
      reason: "The log was healed after a restore. These keys were made after the backup and are lost.",
    });
    told += keys.length;
  }
}
