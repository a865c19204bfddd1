import "server-only";
import type { Tx } from "../../platform/db/client";

/** Whom no exemption covers any longer is asked again, with the full time from today. */
export async function reopenExempted(tx: Tx, today: string): Promise<number> {
  return tx.$executeRaw`
    update policy_assignment a set status = 'pending', closed_at = null, due_on = greatest(a.due_on, ${today}::date + v.due_days)
    from policy_version v where v.id = a.version_id and v.status = 'published' and a.current and a.status = 'exempted'
      and not exists (select 1 from policy_exemption x where x.policy_id = v.policy_id and x.person_id = a.person_id
        and x.status = 'approved' and x.expires_on >= ${today}::date)`;
}
