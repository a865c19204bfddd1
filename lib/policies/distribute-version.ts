import "server-only";
import { z } from "zod";
import type { Tx } from "../platform/db/client";
import { notFound } from "../platform/errors";
import { command } from "../platform/operation/command";
import { alikeVersions } from "./carry-over";
import { localDateOf } from "./local-day";

const lowest = "00000000-0000-0000-0000-000000000000";
const highest = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * Settles the audience of a version for one batch of people, in order of their ids: those it is for are asked, those it is no
 * longer for are not, answers given to an editorially different version carry over (P5, P11). One statement a batch, whatever the
 * number of people; safe to run twice and to go on with after a kill.
 */
export const distributeVersion = command({
  name: "policy.distribute",
  summary: "Ask a batch of a version's audience",
  permission: "policy:distribute",
  type: "compliance_control",
  crud: "create",
  controls: ["CC2.2"],
  input: z.object({
    versionId: z.uuid(),
    after: z.uuid().nullable().default(null),
    limit: z.number().int().min(1).max(10_000).default(5000),
  }),
  async run({ tx, actor, now }, input) {
    const version = await tx.policyVersion.findUnique({
      where: { id: input.versionId },
      omit: { text: true },
      include: { policy: true },
    });
    if (!version) throw notFound("This version");
    const resource = {
      type: "policy_version",
      id: version.id,
      label: `${version.policy.reference} version ${version.number}`,
    };
    // Superseded before everybody was asked: its successor's own distribution asks the rest. An editorial change that is still to come
    // asks nobody anything: it takes over what the version before has collected by then.
    const nothing = !version.policy.acknowledgementRequired || (version.inForceAt === null && !version.material);
    if (version.status !== "published" || nothing) {
      return { output: { next: null, asked: 0, withdrawn: 0 }, event: { resource, after: { skipped: true } } };
    }
    const today = await localDateOf(tx, actor.organizationId, now);
    const last = await lastOfBatch(tx, input.after ?? lowest, input.limit);
    const people = { after: input.after ?? lowest, last: last ?? highest };
    const { asked, withdrawn } = await settle(tx, version, people, today, now);
    if (last === null && !version.distributedAt)
      await tx.policyVersion.update({ where: { id: version.id }, data: { distributedAt: now } });
    return {
      output: { next: last, asked, withdrawn },
      event: { resource, after: { asked, withdrawn, done: last === null } },
    };
  },
});

/** Null when fewer members than a batch are left. */
async function lastOfBatch(tx: Tx, after: string, limit: number): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select person_id as id from membership where person_id > ${after}::uuid order by person_id offset ${limit - 1} limit 1`;
  return rows[0]?.id ?? null;
}

type Version = { id: string; policyId: string; organizationId: string; dueDays: number };

/**
 * - asked: one row per person and version; whoever has one is left alone. Nobody is late when first asked: whoever moves into the audience
 *   when its time is over has the full time from today. Answer and date of an editorially different version carry
 *   over, the latest counts; who is exempted is not asked.
 * - gone: leavers and movers are no longer asked; what they gave stays.
 * - earlier: nobody is asked about a version that is no longer in force.
 * - back: who comes back into the audience has the full time from today, or is exempted as before.
 */
async function settle(
  tx: Tx,
  version: Version,
  people: { after: string; last: string },
  today: string,
  now: Date,
): Promise<{ asked: number; withdrawn: number }> {
  const alike = await alikeVersions(tx, version.id, version.policyId);
  const [counts] = await tx.$queryRaw<{ asked: number; withdrawn: number }[]>`
    with wanted as materialized (
      select person_id, base_due_on, counted_from, due_on, due_on < ${today}::date as past
      from policy_audience_of(${version.id}::uuid, ${today}::date)
      where person_id > ${people.after}::uuid and person_id <= ${people.last}::uuid),
    answers as (
      select distinct on (a.person_id) a.person_id, a.acknowledgement_id, a.due_on, a.base_due_on, a.counted_from
      from policy_assignment a
      where a.version_id = any(${alike}::uuid[]) and a.current and a.status <> 'withdrawn'
        and a.person_id > ${people.after}::uuid and a.person_id <= ${people.last}::uuid
      order by a.person_id, a.assigned_at desc, a.id desc),
    exempted as (
      select distinct x.person_id from policy_exemption x
      where x.policy_id = ${version.policyId}::uuid and x.kind = 'exemption' and x.status = 'approved' and x.expires_on >= ${today}::date),
    asked as (
      insert into policy_assignment (id, organization_id, version_id, person_id, status, due_on, base_due_on, counted_from, assigned_at,
          acknowledgement_id, closed_at)
        select gen_random_uuid(), ${version.organizationId}::uuid, ${version.id}::uuid, w.person_id,
          (case when answers.acknowledgement_id is not null then 'acknowledged' when exempted.person_id is not null then 'exempted'
            else 'pending' end)::policy_assignment_status,
          coalesce(answers.due_on, case when w.past then person_due_on(w.person_id, ${today}::date, ${today}::date + ${version.dueDays}::int,
            ${today}::date) else w.due_on end),
          coalesce(answers.base_due_on, case when w.past then ${today}::date + ${version.dueDays}::int else w.base_due_on end),
          coalesce(answers.counted_from, case when w.past then ${today}::date else w.counted_from end),
          ${now}, answers.acknowledgement_id,
          case when answers.acknowledgement_id is not null or exempted.person_id is not null then ${now}::timestamptz end
        from wanted w left join answers using (person_id) left join exempted using (person_id)
      on conflict do nothing returning 1),
    gone as (
      update policy_assignment a set status = 'withdrawn', closed_at = ${now}
      where a.version_id = ${version.id}::uuid and a.current and a.status in ('pending', 'overdue')
        and a.person_id > ${people.after}::uuid and a.person_id <= ${people.last}::uuid
        and not exists (select 1 from wanted w where w.person_id = a.person_id) returning 1),
    earlier as (
      update policy_assignment a set status = 'withdrawn', closed_at = ${now}
      from policy_version v where v.id = a.version_id and v.policy_id = ${version.policyId}::uuid and v.status in ('superseded', 'retired')
        and a.current and a.status in ('pending', 'overdue')
        and a.person_id > ${people.after}::uuid and a.person_id <= ${people.last}::uuid returning 1),
    back as (
      update policy_assignment a set closed_at = case when f.exempted then ${now}::timestamptz end,
        status = (case when f.exempted then 'exempted' else 'pending' end)::policy_assignment_status, counted_from = f.counted_from, base_due_on = f.base_due_on,
        due_on = person_due_on(w.person_id, f.counted_from, f.base_due_on, ${today}::date)
      from wanted w cross join lateral (select greatest(w.base_due_on, ${today}::date + ${version.dueDays}::int) as base_due_on,
          case when w.base_due_on > ${today}::date + ${version.dueDays}::int then w.counted_from else ${today}::date end as counted_from,
          exists (select 1 from exempted where exempted.person_id = w.person_id) as exempted) f
      where w.person_id = a.person_id and a.version_id = ${version.id}::uuid and a.current
        and a.status = 'withdrawn' and a.acknowledgement_id is null returning 1)
    select (select count(*) from asked)::int as asked,
      ((select count(*) from gone) + (select count(*) from earlier))::int as withdrawn, (select count(*) from back)::int as back`;
  return { asked: counts?.asked ?? 0, withdrawn: counts?.withdrawn ?? 0 };
}
