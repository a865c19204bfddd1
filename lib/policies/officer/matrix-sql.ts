import "server-only";
import type { z } from "zod";
import { Prisma } from "../../platform/db/generated/client";
import type { matrixInput } from "./schema";

type Filters = z.output<typeof matrixInput>;

/** Versions in force that are acknowledged at all: the columns of the matrix. */
export const columnsOf = (policy: string | undefined) => Prisma.sql`
  select v.id, v.policy_id as "policyId", p.reference, v.number, v.title from policy_version v join policy p on p.id = v.policy_id
  where v.status = 'published' and v.in_force_at is not null and p.acknowledgement_required
    ${policy ? Prisma.sql`and p.reference = ${policy}` : Prisma.empty}
  order by p.id limit 100`;

/** Who works here and fits the filters: the rows of the matrix. `versions`: the columns the state is about. */
export function peopleWhere(filters: Filters, versions: readonly string[], today: string): Prisma.Sql {
  const open = Prisma.sql`select 1 from policy_assignment a where a.person_id = m.person_id and a.version_id = any(${versions}::uuid[])
    and a.current and a.status in ('pending', 'overdue')`;
  const search = filters.q ? `%${filters.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  return Prisma.sql`m.active and not m.roles::text[] <@ array['customer', 'auditor']
    and (m.end_date is null or m.end_date >= ${today}::date)
    ${search ? Prisma.sql`and (p.name ilike ${search} or p.email ilike ${search})` : Prisma.empty}
    ${filters.department ? Prisma.sql`and m.department = ${filters.department}` : Prisma.empty}
    ${filters.location ? Prisma.sql`and m.location = ${filters.location}` : Prisma.empty}
    ${filters.state === "open" ? Prisma.sql`and exists (${open})` : Prisma.empty}
    ${filters.state === "overdue" ? Prisma.sql`and exists (${open} and a.due_on < ${today}::date)` : Prisma.empty}
    ${filters.state === "done" ? Prisma.sql`and not exists (${open})` : Prisma.empty}`;
}
