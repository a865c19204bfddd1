import "server-only";
import { query } from "../../platform/operation/query";
import { localDateOf } from "../local-day";
import { csvLine } from "./csv";
import { columnsOf, peopleWhere } from "./matrix-sql";
import { matrixInput } from "./schema";

type Column = { id: string; reference: string; number: number; title: string };
type Line = {
  name: string;
  email: string;
  department: string | null;
  location: string | null;
  cells: Record<string, string>;
};

/** The whole matrix, as filtered, as a CSV file; that it was taken stands in the trail. */
export const policyMatrixExport = query({
  name: "policy.matrix-export",
  summary: "Export who has acknowledged what",
  permission: "policy:library",
  controls: ["CC2.2"],
  input: matrixInput,
  async run({ tx, actor, now }, filters) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const columns = await tx.$queryRaw<Column[]>(columnsOf(filters.policy));
    const versions = columns.map(({ id }) => id);
    const lines = await tx.$queryRaw<Line[]>`
      select p.name, p.email, m.department, m.location, coalesce(c.cells, '{}') as cells
      from membership m join person p on p.id = m.person_id left join (
        select a.person_id, jsonb_object_agg(a.version_id, case
            when k.id is not null then 'acknowledged ' || (k.acknowledged_at at time zone o.time_zone)::date
            when a.status = 'exempted' then 'exempted'
            when a.due_on < ${today}::date then 'overdue since ' || a.due_on else 'due ' || a.due_on end) as cells
        from policy_assignment a join organization o on o.id = a.organization_id left join policy_acknowledgement k on k.id = a.acknowledgement_id
        where a.version_id = any(${versions}::uuid[]) and a.current and a.status <> 'withdrawn' group by a.person_id) c on c.person_id = m.person_id
      where ${peopleWhere(filters, versions, today)} order by p.name, p.id`;
    const head = columns.map(({ reference, number, title }) => `${reference} v${number} ${title}`);
    const text = [
      csvLine(["Name", "Email", "Department", "Location", ...head]),
      ...lines.map(({ name, email, department, location, cells }) =>
        csvLine([name, email, department ?? "", location ?? "", ...versions.map((id) => cells[id] ?? "not asked")]),
      ),
    ].join("");
    return { text, day: today, people: lines.length, columns: columns.length };
  },
  audited: ({ people, columns }) => ({ resource: { type: "policy", id: null }, after: { people, policies: columns } }),
});
