import "server-only";
import { query } from "../../platform/operation/query";
import { localDateOf } from "../local-day";
import type { AssignmentStatus } from "../schema";
import { columnsOf, peopleWhere } from "./matrix-sql";
import { matrixInput } from "./schema";

const pageSize = 25;

type Column = { id: string; policyId: string; reference: string; number: number; title: string };
type Person = { personId: string; name: string; department: string | null; location: string | null };
type Cell = { personId: string; versionId: string; status: AssignmentStatus; dueOn: string; doneOn: string | null };

/** People × policies: one window of people and every policy in force (P19). Filters stand in the address. */
export const policyMatrix = query({
  name: "policy.matrix",
  summary: "See who has acknowledged what",
  permission: "policy:library",
  input: matrixInput,
  async run({ tx, actor, now }, filters) {
    const page = filters.page ?? 1;
    const today = await localDateOf(tx, actor.organizationId, now);
    const columns = await tx.$queryRaw<Column[]>(columnsOf(filters.policy));
    const versions = columns.map(({ id }) => id);
    const where = peopleWhere(filters, versions, today);
    const [counted] = await tx.$queryRaw<{ total: number }[]>`
      select count(*)::int as total from membership m join person p on p.id = m.person_id where ${where}`;
    const people = await tx.$queryRaw<Person[]>`
      select m.person_id as "personId", p.name, m.department, m.location from membership m join person p on p.id = m.person_id
      where ${where} order by p.name, p.id offset ${(page - 1) * pageSize} limit ${pageSize}`;
    const cells = await tx.$queryRaw<Cell[]>`
      select a.person_id as "personId", a.version_id as "versionId", a.status::text as status, a.due_on::text as "dueOn",
        (k.acknowledged_at at time zone o.time_zone)::date::text as "doneOn"
      from policy_assignment a join organization o on o.id = a.organization_id left join policy_acknowledgement k on k.id = a.acknowledgement_id
      where a.organization_id = ${actor.organizationId}::uuid and a.person_id = any(${people.map(({ personId }) => personId)}::uuid[])
        and a.version_id = any(${versions}::uuid[]) and a.current and a.status <> 'withdrawn'`;
    const byPerson = Map.groupBy(cells, ({ personId }) => personId);
    const total = counted?.total ?? 0;
    return {
      today,
      total,
      page,
      pages: Math.max(1, Math.ceil(total / pageSize)),
      columns,
      people: people.map((person) => {
        const own = new Map((byPerson.get(person.personId) ?? []).map((cell) => [cell.versionId, cell]));
        return { ...person, cells: columns.map(({ id }) => own.get(id) ?? null) };
      }),
    };
  },
});
export type PolicyMatrix = Awaited<ReturnType<typeof policyMatrix>>;
