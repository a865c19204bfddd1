import "server-only";
import { tableOf } from "@/lib/platform/collecting";
import type { Collector } from "@/lib/platform/contribution";
import { Prisma } from "@/lib/platform/db/generated/client";

const columns = [
  "person",
  "email",
  "roles",
  "department",
  "company",
  "manager",
  "start_date",
  "end_date",
  "last_sign_in",
  "second_factor",
] as const;

/** Who may do what: everybody with a membership, their roles, and when they were last here. */
export const accessPopulation: Collector = {
  id: "access-population",
  title: "People and their access",
  description: "Every active member with roles, manager, last successful sign-in and second factor.",
  controls: ["CC6.1", "CC6.2", "A.5.18"],
  evidenceType: "access_review",
  schedule: "10 3 1 * *",
  cadence: "monthly",
  kind: "snapshot",
  collect: (read) =>
    tableOf(
      read,
      columns,
      (after, limit) => Prisma.sql`
        select m.person_id::text as key, p.name as person, p.email, array_to_string(m.roles::text[], ' ') as roles,
          m.department, m.company, manager.name as manager, m.start_date::text as start_date, m.end_date::text as end_date,
          (select max(e.recorded_at) from audit_event e where e.organization_id = m.organization_id
            and e.actor_id = m.person_id::text and e.action = 'session.start' and e.outcome = 'success') as last_sign_in,
          'none' as second_factor
        from membership m join person p on p.id = m.person_id left join person manager on manager.id = m.manager_id
        where m.active and p.active and m.person_id > ${after}::uuid order by m.person_id limit ${limit}`,
      "The portal has no second factor yet, so nobody has enrolled one: the column says none for everybody.",
    ),
};
