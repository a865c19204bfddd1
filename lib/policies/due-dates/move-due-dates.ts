import "server-only";
import { z } from "zod";
import type { Tx } from "../../platform/db/client";
import { Prisma } from "../../platform/db/generated/client";
import { command } from "../../platform/operation/command";
import { aboutPerson } from "../../platform/operation/protected";
import { query } from "../../platform/operation/query";
import { localDateOf } from "../local-day";

const personInput = z.object({
  /** Left out: of everybody. */
  personId: z.uuid().optional(),
});

/** Whether anybody's open duty has another last day than their absences say. */
export const dueDatesToMove = query({
  name: "policy.due-dates-to-move",
  summary: "Find due dates that absences have moved",
  permission: "policy:distribute",
  input: personInput,
  async run({ tx, actor, now }, { personId }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const [found] = await tx.$queryRaw<{ found: boolean }[]>`
      select exists (select 1 from (${stale("policy_assignment", today, personId)} union all
        ${stale("training_assignment", today, personId)}) moved) as found`;
    return found?.found ?? false;
  },
});

/**
 * Moves the last days of open policies and training to where recorded absences put them: absences recorded, changed or withdrawn
 * afterwards, and one without an end that goes on. It compares dates and keeps no list, so it is safe to run twice and to go on with after
 * a kill. Nobody is made late by it: a date that moves back stops at today.
 */
export const moveDueDates = command({
  name: "policy.move-due-dates",
  summary: "Move due dates to where absences put them",
  permission: "policy:distribute",
  type: "compliance_control",
  crud: "update",
  controls: ["CC5.3", "CC1.4"],
  input: personInput.extend({ limit: z.number().int().min(1).max(5000).default(500) }),
  async run({ tx, actor, now, note }, { personId, limit }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const policies = await move(tx, "policy_assignment", today, personId, limit);
    const training = await move(tx, "training_assignment", today, personId, limit);
    const people = Map.groupBy([...policies, ...training], (row) => row.personId);
    for (const [id, rows] of people)
      note({
        action: "policy.due-dates-moved",
        resource: { type: "person", id },
        before: { dueOn: aboutPerson(id, Object.fromEntries(rows.map((row) => [row.objectId, row.from]))) },
        after: { dueOn: aboutPerson(id, Object.fromEntries(rows.map((row) => [row.objectId, row.to]))) },
      });
    const counts = { policies: policies.length, training: training.length, people: people.size };
    return {
      output: { ...counts, more: policies.length === limit || training.length === limit },
      event: { resource: { type: "policy", id: null }, after: counts },
    };
  },
});

type Table = "policy_assignment" | "training_assignment";
const tables = {
  policy_assignment: {
    name: Prisma.sql`policy_assignment`,
    open: Prisma.sql`a.current and a.status in ('pending', 'overdue')`,
    object: Prisma.sql`a.version_id`,
  },
  training_assignment: {
    name: Prisma.sql`training_assignment`,
    open: Prisma.sql`a.status = 'open'`,
    object: Prisma.sql`a.course_id`,
  },
} satisfies Record<Table, { name: Prisma.Sql; open: Prisma.Sql; object: Prisma.Sql }>;

/** Open duties of people who have, or had, an absence, whose last day is another. Only theirs can have moved. */
function stale(table: Table, today: string, personId: string | undefined): Prisma.Sql {
  const { name, open } = tables[table];
  return Prisma.sql`
    select a.id, a.due_on as due_from, f.due_on as due_to
    from (select distinct person_id from absence
        ${personId ? Prisma.sql`where person_id = ${personId}::uuid` : Prisma.empty}) away
      join ${name} a on a.person_id = away.person_id and ${open}
      cross join lateral (select greatest(person_due_on(a.person_id, a.counted_from, a.base_due_on, ${today}::date),
        least(a.due_on, ${today}::date)) as due_on) f
    where f.due_on <> a.due_on`;
}

function move(tx: Tx, table: Table, today: string, personId: string | undefined, limit: number) {
  const { name, open, object } = tables[table];
  return tx.$queryRaw<{ personId: string; objectId: string; from: string; to: string }[]>`
    update ${name} a set due_on = s.due_to
    from (${stale(table, today, personId)} order by a.id limit ${limit}) s
    where a.id = s.id and ${open}
    returning a.person_id as "personId", ${object} as "objectId", s.due_from::text as "from", s.due_to::text as "to"`;
}
