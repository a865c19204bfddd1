import "server-only";
import { z } from "zod";
import { notFound } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { query } from "../../platform/operation/query";
import { localDateOf } from "../local-day";

/** Versions in force that somebody acknowledged longer ago than their policy allows. */
export const versionsToReaffirm = query({
  name: "policy.reaffirm-due",
  summary: "Find acknowledgements that have grown old",
  permission: "policy:distribute",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select v.id from policy_version v join policy p on p.id = v.policy_id join organization o on o.id = v.organization_id
      where v.status = 'published' and v.in_force_at is not null and p.acknowledgement_required and exists (
        select 1 from policy_assignment a join policy_acknowledgement k on k.id = a.acknowledgement_id
        where a.version_id = v.id and a.current
          and (k.acknowledged_at at time zone o.time_zone)::date + p.reaffirm_after_days <= ${today}::date)
      order by v.id`;
    return rows.map(({ id }) => id);
  },
});

/**
 * Asks again whoever of the audience acknowledged longer ago than the policy allows (P5): a further round beside the answered one, which
 * stays as it is. One statement a batch; whoever has been asked again is not asked twice, and who is
 * exempted is not asked before that ends (P16).
 */
export const reaffirmVersion = command({
  name: "policy.reaffirm",
  summary: "Ask again whose acknowledgement has grown old",
  permission: "policy:distribute",
  type: "compliance_control",
  crud: "create",
  controls: ["CC1.4", "CC2.2", "A.6.3"],
  input: z.object({ versionId: z.uuid(), limit: z.number().int().min(1).max(20_000).default(5000) }),
  async run({ tx, actor, now }, { versionId, limit }) {
    const version = await tx.policyVersion.findUnique({ where: { id: versionId }, include: { policy: true } });
    if (!version) throw notFound("This version");
    const days = version.policy.reaffirmAfterDays;
    const asks = version.status === "published" && version.inForceAt !== null && version.policy.acknowledgementRequired;
    const today = await localDateOf(tx, actor.organizationId, now);
    const [done] =
      asks && days !== null
        ? await tx.$queryRaw<{ moved: number; asked: number }[]>`
      with due as (
        select a.id, a.person_id, a.round, exists (select 1 from policy_exemption x
            where x.policy_id = ${version.policyId}::uuid and x.person_id = a.person_id and x.kind = 'exemption'
              and x.status = 'approved' and x.expires_on >= ${today}::date) as exempted
        from policy_assignment a join policy_acknowledgement k on k.id = a.acknowledgement_id
          join organization o on o.id = a.organization_id
          join policy_audience_of(${versionId}::uuid, ${today}::date) w on w.person_id = a.person_id
        where a.version_id = ${versionId}::uuid and a.current
          and (k.acknowledged_at at time zone o.time_zone)::date + ${days}::int <= ${today}::date
        order by a.person_id limit ${limit}),
      over as (update policy_assignment a set current = false from due where a.id = due.id and a.current returning a.id),
      again as (
        insert into policy_assignment (id, organization_id, version_id, person_id, status, due_on, base_due_on, counted_from,
            assigned_at, round, closed_at)
          select gen_random_uuid(), ${actor.organizationId}::uuid, ${versionId}::uuid, due.person_id,
            (case when due.exempted then 'exempted' else 'pending' end)::policy_assignment_status,
            person_due_on(due.person_id, ${today}::date, ${today}::date + ${version.dueDays}::int, ${today}::date),
            ${today}::date + ${version.dueDays}::int, ${today}::date, ${now}, due.round + 1,
            case when due.exempted then ${now}::timestamptz end
          from due join over on over.id = due.id returning status)
      select count(*)::int as moved, count(*) filter (where status = 'pending')::int as asked from again`
        : [];
    const asked = done?.asked ?? 0;
    return {
      output: { asked, more: done?.moved === limit },
      event: {
        resource: {
          type: "policy_version",
          id: versionId,
          label: `${version.policy.reference} version ${version.number}`,
        },
        after: { askedAgain: asked },
      },
    };
  },
});
