import "server-only";
import { z } from "zod";
import { command } from "../../platform/operation/command";
import { dateColumn, localDateOf } from "../local-day";
import { notifyOnce } from "./notify";
import { isWeekend, managerStagesReached, type OpenDuty, planDigest } from "./plan";
import { managerMail } from "./words";

type Row = OpenDuty & {
  managerId: string;
  managerName: string;
  managerEmail: string;
  name: string;
  personId: string;
  versionId: string;
  /** The last day, later by the days its person has been away since: so long is not late. */
  lateSince: string;
};

/** Tells each manager, once a week at most for each duty, who of their people is long late (P12). Safe to run twice. */
export const remindManagers = command({
  name: "policy.remind-managers",
  summary: "Tell managers who of their people is late",
  permission: "policy:remind",
  type: "compliance_control",
  crud: "create",
  controls: ["CC1.4", "CC1.5"],
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { organizationId } = actor;
    const today = await localDateOf(tx, organizationId, now);
    const late = isWeekend(today)
      ? []
      : await tx.$queryRaw<Row[]>`
        select a.id as "assignmentId", a.person_id as "personId", p.name, boss.id as "managerId", boss.name as "managerName",
          boss.email as "managerEmail", v.id as "versionId", (a.assigned_at at time zone o.time_zone)::date::text as "assignedOn",
          a.due_on::text as "dueOn",
          (person_due_on(a.person_id, a.due_on, a.due_on + 15, ${today}::date) - 15)::text as "lateSince", array(select r.stage from policy_reminder r where r.assignment_id = a.id) as told
        from policy_assignment a join policy_version v on v.id = a.version_id join organization o on o.id = a.organization_id
          join membership m on m.person_id = a.person_id and m.active join person p on p.id = a.person_id
          join membership bm on bm.person_id = m.manager_id and bm.active join person boss on boss.id = bm.person_id
        where a.current and a.status in ('pending', 'overdue') and v.status = 'published' and a.due_on + 15 <= ${today}::date
          and person_due_on(a.person_id, a.due_on, a.due_on + 15, ${today}::date) <= ${today}::date and not person_is_away(a.person_id, ${today}::date)
        order by boss.id, p.name, p.id, a.due_on, a.id limit 20000`;
    let mails = 0;
    for (const team of Map.groupBy(late, ({ managerId }) => managerId).values()) {
      const counted = team.map((duty) => ({ ...duty, dueOn: duty.lateSince }));
      const plan = planDigest(counted, today, managerStagesReached);
      const [first] = team;
      if (!plan || !first) continue;
      const people = [...Map.groupBy(team, ({ personId }) => personId).values()].map((own) => ({
        name: own[0]?.name ?? "",
        count: own.length,
        dueOn: own[0]?.dueOn ?? today,
      }));
      const mail = {
        organizationId,
        kind: "policy-manager-digest",
        recipient: { id: first.managerId, email: first.managerEmail },
        object: today,
        ...managerMail(first.managerName, people, today),
      };
      if (!(await notifyOnce(tx, mail, now))) continue;
      mails += 1;
      const versionOf = new Map(team.map(({ assignmentId, versionId }) => [assignmentId, versionId]));
      await tx.policyReminder.createMany({
        data: plan.told.map(({ assignmentId, stage }) => ({
          assignmentId,
          stage,
          organizationId,
          versionId: versionOf.get(assignmentId) ?? "",
          sentOn: dateColumn(today),
        })),
        skipDuplicates: true,
      });
    }
    return { output: { mails }, event: { resource: { type: "policy", id: null }, after: { mails } } };
  },
});
