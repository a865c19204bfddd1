import "server-only";
import { query } from "../../platform/operation/query";
import { assertKnownGroups } from "../known-groups";
import { localDateOf } from "../local-day";
import { audienceInput } from "../schema";

/** How many people an audience reaches that is still being chosen: the rules of `policy_audience_of` for one not yet saved (P11). */
export const audienceCount = query({
  name: "policy.audience-count",
  summary: "Count the people an audience would reach",
  permission: "policy:write",
  input: audienceInput,
  async run({ tx, actor, now }, { audience }) {
    await assertKnownGroups(tx, audience);
    const today = await localDateOf(tx, actor.organizationId, now);
    const rules = JSON.stringify(
      audience.map(({ kind, value, excluded }) => ({ kind, value: value ?? null, excluded })),
    );
    const [row] = await tx.$queryRaw<{ people: number }[]>`
      select count(*)::int as people from (
        select m.person_id
        from membership m
          join jsonb_to_recordset(${rules}::jsonb) as r(kind text, value text, excluded boolean) on case r.kind
            when 'everyone' then true
            when 'role' then r.value = any (m.roles::text[])
            when 'department' then m.department = r.value
            when 'location' then m.location = r.value
            when 'group' then exists (select 1 from policy_group_member g join policy_group named on named.id = g.group_id
              where g.group_id::text = r.value and g.person_id = m.person_id and named.archived_at is null)
          end
        where m.active and (m.end_date is null or m.end_date >= ${today}::date)
          and not m.roles::text[] <@ array['customer', 'auditor']
        group by m.person_id
        having not bool_or(r.excluded)
      ) reached`;
    return { people: row?.people ?? 0 };
  },
});
