import "server-only";
import { tableOf } from "@/lib/platform/collecting";
import type { ReadTenant } from "@/lib/platform/contribution";
import { Prisma } from "@/lib/platform/db/generated/client";

const columns = [
  "person_id",
  "person",
  "email",
  "department",
  "manager_id",
  "last_sign_in",
  "roles",
  "role",
  "reviewer",
  "decision",
  "new_role",
  "reason",
  "decided_at",
  "outcome",
  "second_person",
  "carried_out_at",
  "roles_found",
  "refusal",
] as const;

/** One row per role of the frozen population: who decided what, and what came of it. */
export function reviewTable(read: ReadTenant, reviewId: string) {
  return tableOf(
    read,
    columns,
    (after, limit) => Prisma.sql`
      select i.id::text as key, i.person_id::text as person_id, p.name as person, p.email, s.department,
        s.manager_id::text as manager_id, s.last_sign_in_at as last_sign_in, array_to_string(s.roles::text[], ' ') as roles,
        i.role::text as role, r.name as reviewer, i.decision::text as decision, i.new_role::text as new_role, i.reason,
        i.decided_at, i.outcome::text as outcome, a.name as second_person, i.executed_at as carried_out_at,
        array_to_string(i.found_roles::text[], ' ') as roles_found, i.refusal
      from access_review_item i
        join access_review_subject s on s.review_id = i.review_id and s.person_id = i.person_id
        left join person p on p.id = i.person_id left join person r on r.id = i.reviewer_id
        left join person a on a.id = i.approver_id
      where i.review_id = ${reviewId}::uuid and i.id > ${after}::uuid order by i.id limit ${limit}`,
  );
}
