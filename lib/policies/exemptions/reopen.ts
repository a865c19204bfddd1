import "server-only";
import type { Tx } from "../../platform/db/client";

/** Whom no exemption covers any longer is asked again, with the full time from today: absences move it from there. */
export async function reopenExempted(tx: Tx, today: string): Promise<number> {
  return tx.$executeRaw`
    update policy_assignment a set status = 'pending', closed_at = null, counted_from = f.counted_from, base_due_on = f.base_due_on,
      due_on = person_due_on(f.person_id, f.counted_from, f.base_due_on, ${today}::date)
    from policy_version v, lateral (select e.id, e.person_id,
        case when e.base_due_on > ${today}::date + v.due_days then e.counted_from else ${today}::date end as counted_from,
        greatest(e.base_due_on, ${today}::date + v.due_days) as base_due_on
      from policy_assignment e where e.version_id = v.id and e.current and e.status = 'exempted') f
    where f.id = a.id and v.id = a.version_id and v.status = 'published' and a.current and a.status = 'exempted'
      and not exists (select 1 from policy_exemption x where x.policy_id = v.policy_id and x.person_id = a.person_id
        and x.status = 'approved' and x.expires_on >= ${today}::date)`;
}
