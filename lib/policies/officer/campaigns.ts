import "server-only";
import { z } from "zod";
import { query } from "../../platform/operation/query";
import { localDateOf } from "../local-day";
import { figure } from "../rules";

type Row = {
  versionId: string;
  policyId: string;
  reference: string;
  number: number;
  title: string;
  publishedAt: Date;
  effectiveFrom: string | null;
  coming: boolean;
  unconfirmed: boolean;
  asked: number;
  done: number;
  overdue: number;
  exempted: number;
  again: number;
  reminders: number;
  lastReminder: string | null;
};

/** Every published version as a campaign: how far it is, who is late, and how often was reminded. The newest first. */
export const policyCampaigns = query({
  name: "policy.campaigns",
  summary: "See how far each campaign is",
  permission: "policy:library",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const rows = await tx.$queryRaw<Row[]>`
      select v.id as "versionId", v.policy_id as "policyId", p.reference, v.number, v.title, v.published_at as "publishedAt",
        v.effective_from::text as "effectiveFrom", v.in_force_at is null as coming,
        v.emergency_until is not null and v.emergency_confirmed_at is null as unconfirmed,
        coalesce(a.asked, 0) as asked, coalesce(a.done, 0) as done, coalesce(a.overdue, 0) as overdue,
        coalesce(a.exempted, 0) as exempted, coalesce(a.again, 0) as again, coalesce(r.reminders, 0) as reminders, r.last::text as "lastReminder"
      from policy_version v join policy p on p.id = v.policy_id
        left join (select version_id, count(*) filter (where status in ('pending', 'overdue', 'acknowledged'))::int as asked,
            count(*) filter (where status = 'acknowledged')::int as done,
            count(*) filter (where status in ('pending', 'overdue') and due_on < ${today}::date)::int as overdue,
            count(*) filter (where status = 'exempted')::int as exempted, count(*) filter (where round > 1)::int as again
          from policy_assignment where current group by version_id) a on a.version_id = v.id
        left join (select version_id, count(distinct (assignment_id, sent_on))::int as reminders, max(sent_on) as last from policy_reminder
          where stage not like 'manager-%' group by version_id) r on r.version_id = v.id
      where v.status = 'published' and p.acknowledgement_required
      order by v.published_at desc, v.id limit 200`;
    return rows.map(({ asked, done, ...row }) => ({ ...row, progress: figure(done, asked) }));
  },
});
