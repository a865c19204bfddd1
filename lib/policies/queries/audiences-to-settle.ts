import "server-only";
import { z } from "zod";
import { query } from "../../platform/operation/query";
import { localDateOf } from "../local-day";

/** Published versions whose assignments no longer say what their audience says: people joined, moved or left (P11). */
export const audiencesToSettle = query({
  name: "policy.audiences-to-settle",
  summary: "Find policies whose audience changed",
  permission: "policy:distribute",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    return tx.$queryRaw<{ policyId: string; versionId: string }[]>`
      select v.policy_id as "policyId", v.id as "versionId" from policy_version v join policy p on p.id = v.policy_id
      where v.status = 'published' and (v.in_force_at is not null or v.material) and p.acknowledgement_required and (
        exists (select 1 from policy_audience_of(v.id, ${today}::date) w
          left join policy_assignment a on a.version_id = v.id and a.person_id = w.person_id and a.current
          where a.id is null or a.status = 'withdrawn')
        or exists (select 1 from policy_assignment a where a.version_id = v.id and a.current and a.status in ('pending', 'overdue')
          and a.person_id not in (select w.person_id from policy_audience_of(v.id, ${today}::date) w)))
      order by v.id`;
  },
});
