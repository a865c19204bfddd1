import "server-only";
import { z } from "zod";
import { hashToken } from "../../platform/auth/api-keys";
import type { Tx } from "../../platform/db/client";
import { env } from "../../platform/env";
import { newId, newToken } from "../../platform/ids";
import { place } from "../../platform/mail/places";
import { command } from "../../platform/operation/command";
import { dateColumn, localDateOf } from "../local-day";
import { notifyOnce } from "./notify";
import { isWeekend, type OpenDuty, planDigest } from "./plan";
import { digestMail } from "./words";

const lowest = "00000000-0000-0000-0000-000000000000";
const linkDays = 30;

type Row = OpenDuty & {
  personId: string;
  name: string;
  email: string;
  versionId: string;
  reference: string;
  title: string;
};

/**
 * One digest for each of the next people who have something new to hear about their open policies (P12). Safe to run twice and after a
 * kill: what a stage has told stands in the same transaction as the mail.
 */
export const remindPeople = command({
  name: "policy.remind",
  summary: "Remind a batch of people of their open policies",
  permission: "policy:remind",
  type: "compliance_control",
  crud: "create",
  controls: ["CC2.2", "CC1.4"],
  input: z.object({
    after: z.uuid().nullable().default(null),
    limit: z.number().int().min(1).max(500).default(100),
  }),
  async run({ tx, actor, now }, { after, limit }) {
    const { organizationId } = actor;
    const today = await localDateOf(tx, organizationId, now);
    const people = isWeekend(today) ? [] : await nextPeople(tx, after ?? lowest, limit, today);
    const duties = Map.groupBy(await openDuties(tx, people), ({ personId }) => personId);
    let mails = 0;
    for (const own of duties.values()) {
      const plan = planDigest(own, today);
      const [first] = own;
      if (!plan || !first) continue;
      const links = own.map((_, index) => ({
        ...{ id: newId(now.getTime()), token: newToken(), name: `link-${index + 1}` },
      }));
      const lines = own.map(({ reference, title, dueOn }, index) => ({
        reference,
        title,
        dueOn,
        link: place(links[index]?.name ?? ""),
      }));
      const recipient = { id: first.personId, email: first.email };
      const mail = { organizationId, kind: "policy-digest", recipient, object: today };
      const expiresAt = new Date(now.getTime() + linkDays * 86_400_000);
      const secrets = links.map(({ id, token, name }) => ({
        ...{ name, value: `${env.PUBLIC_URL}/policies/open/${token}`, credentialId: id, expiresAt },
      }));
      if (!(await notifyOnce(tx, { ...mail, expiresAt, secrets, ...digestMail(first.name, lines, today) }, now)))
        continue;
      mails += 1;
      await tx.policyMailLink.createMany({
        data: own.map(({ assignmentId, personId }, index) => ({
          id: links[index]?.id ?? "",
          organizationId,
          assignmentId,
          personId,
          tokenHash: hashToken(links[index]?.token ?? ""),
          createdAt: now,
          expiresAt,
        })),
      });
      const versionOf = new Map(own.map(({ assignmentId, versionId }) => [assignmentId, versionId]));
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
    const next = people.length < limit ? null : (people.at(-1) ?? null);
    return {
      output: { next, mails },
      event: { resource: { type: "policy", id: null }, after: { mails, done: next === null } },
    };
  },
});

/** Who has something open, works here today, has begun and is not away. */
async function nextPeople(tx: Tx, after: string, limit: number, today: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct a.person_id as id from policy_assignment a join policy_version v on v.id = a.version_id
      join membership m on m.person_id = a.person_id
    where a.current and a.status in ('pending', 'overdue') and v.status = 'published' and a.person_id > ${after}::uuid
      and m.active and (m.start_date is null or m.start_date <= ${today}::date) and (m.end_date is null or m.end_date >= ${today}::date)
      and not person_is_away(a.person_id, ${today}::date)
    order by a.person_id limit ${limit}`;
  return rows.map(({ id }) => id);
}

function openDuties(tx: Tx, people: readonly string[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    select a.id as "assignmentId", a.person_id as "personId", p.name, p.email, v.id as "versionId", policy.reference, v.title,
      greatest((a.assigned_at at time zone o.time_zone)::date, m.start_date)::text as "assignedOn", a.due_on::text as "dueOn",
      array(select r.stage from policy_reminder r where r.assignment_id = a.id) as told
    from policy_assignment a join policy_version v on v.id = a.version_id join policy on policy.id = v.policy_id
      join person p on p.id = a.person_id join membership m on m.person_id = a.person_id join organization o on o.id = a.organization_id
    where a.person_id = any(${people}::uuid[]) and a.current and a.status in ('pending', 'overdue') and v.status = 'published'
    order by a.person_id, a.due_on, a.id`;
}
