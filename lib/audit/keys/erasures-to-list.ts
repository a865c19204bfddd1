import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";
import { destroyAction } from "./destroy";

/** What the log says a destruction destroyed, for the list outside the database. */
export const destroyedKeys = query({
  name: "subject-key.destroyed",
  summary: "Read which keys a destruction destroyed",
  permission: "subject-key:retain",
  input: z.object({ destructionId: z.uuid() }),
  async run({ tx, actor }, { destructionId }) {
    const rows = await tx.$queryRaw<{ at: Date; keys: string[] }[]>`
      select recorded_at as at, array(select jsonb_array_elements_text(portal_leaf(leaf) #> '{change,after,keys}')) as keys
      from audit_event where organization_id = ${actor.organizationId}::uuid and action = ${destroyAction}
        and resource_type = 'key_destruction' and resource_id = ${destructionId} order by id`;
    return rows.map(({ at, keys }) => ({ at: at.toISOString(), keys }));
  },
});
