import "server-only";
import { z } from "zod";
import { Prisma } from "../../platform/db/generated/client";
import { notFound } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { emergencyLapsed } from "../events";
import { dateColumn, dateText, localDateOf } from "../local-day";
import { openViolation } from "./open-violation";
import { OVERDUE_DAYS, overdueBefore } from "./rules";
import { tellOfficers } from "./tell-officers";

const batch = 50;
const hour = 60 * 60 * 1000;

/** The days since the last one count only where the person was there; whoever is away now is left in peace (`a`: the assignment). */
const notAway = (
  today: string,
) => Prisma.sql`person_due_on(a.person_id, a.due_on, a.due_on + ${OVERDUE_DAYS}::int, ${today}::date) < ${today}::date
        and not person_is_away(a.person_id, ${today}::date)`;

/** Opens one violation per acknowledgement that is open long after its last day; the database keeps a second one out (P18). */
export const findOverdueAcknowledgements = command({
  name: "violation.find-overdue",
  summary: "Open violations for acknowledgements that are long overdue",
  permission: "violation:detect",
  type: "compliance_control",
  crud: "create",
  controls: ["CC5.3"],
  input: z.object({}),
  async run(context) {
    const { tx, actor, now, note } = context;
    const rule = "overdue-acknowledgement";
    const today = await localDateOf(tx, actor.organizationId, now);
    const before = overdueBefore(today);
    const rows = await tx.$queryRaw<{ id: string; personId: string; dueOn: Date; policyId: string; title: string }[]>`
      select a.id, a.person_id as "personId", a.due_on as "dueOn", v.policy_id as "policyId", p.reference || ' ' || v.title as title
      from policy_assignment a join policy_version v on v.id = a.version_id join policy p on p.id = v.policy_id
      where a.organization_id = ${actor.organizationId}::uuid and a.current and a.status in ('pending', 'overdue')
        and a.due_on < ${dateColumn(before)}::date and ${notAway(today)} and v.status = 'published' and v.in_force_at is not null
        and not exists (select 1 from policy_violation o where o.organization_id = a.organization_id and o.rule = ${rule}
          and o.rule_object = a.id::text)
      order by a.id limit ${batch}`;
    for (const { id, personId, dueOn, policyId, title } of rows) {
      const { event } = await openViolation(context, {
        type: "procedural_violation",
        severity: "low",
        detection: "automated",
        title: `Not acknowledged: ${title}`.slice(0, 160),
        description: `Was to be acknowledged by ${dateText(dueOn)} and is open more than ${OVERDUE_DAYS} days later.`,
        subjectId: personId,
        policyId,
        rule: { name: rule, object: id },
      });
      note({ ...event, action: "violation.open" });
    }
    return {
      output: { opened: rows.length, more: rows.length === batch },
      event: { resource: { type: "policy_violation", id: null }, after: { rule, opened: rows.length } },
    };
  },
});

/** Training that was to be done, or done again, long ago (P18); one violation per person, course and round. */
export const findUntrained = command({
  name: "violation.find-untrained",
  summary: "Open violations for training that is long overdue or lapsed",
  permission: "violation:detect",
  type: "compliance_control",
  crud: "create",
  controls: ["CC1.4", "A.6.3"],
  input: z.object({}),
  async run(context) {
    const { tx, actor, now, note } = context;
    const rule = "training-not-done";
    const today = await localDateOf(tx, actor.organizationId, now);
    const before = overdueBefore(today);
    const rows = await tx.$queryRaw<{ id: string; personId: string; dueOn: Date; title: string }[]>`
      select a.id, a.person_id as "personId", a.due_on as "dueOn", c.title
      from training_assignment a join training_course c on c.id = a.course_id
      where a.organization_id = ${actor.organizationId}::uuid and a.status = 'open' and c.status = 'published'
        and a.due_on < ${dateColumn(before)}::date and ${notAway(today)}
        and not exists (select 1 from policy_violation o where o.organization_id = a.organization_id and o.rule = ${rule}
          and o.rule_object = a.id::text)
      order by a.id limit ${batch}`;
    for (const { id, personId, dueOn, title } of rows) {
      const { event } = await openViolation(context, {
        type: "training_noncompliance",
        severity: "low",
        detection: "automated",
        title: `Training not done: ${title}`.slice(0, 160),
        description: `Was to be passed by ${dateText(dueOn)} and is open more than ${OVERDUE_DAYS} days later.`,
        subjectId: personId,
        rule: { name: rule, object: id },
      });
      note({ ...event, action: "violation.open" });
    }
    return {
      output: { opened: rows.length, more: rows.length === batch },
      event: { resource: { type: "policy_violation", id: null }, after: { rule, opened: rows.length } },
    };
  },
});

/** An emergency publication nobody confirmed (P4): about whoever published it. Twice makes one. */
export const openForLapsedEmergency = command({
  name: "violation.open-for-emergency",
  summary: "Open a violation for an emergency publication nobody confirmed",
  permission: "violation:detect",
  type: "compliance_control",
  crud: "create",
  riskLevel: "high",
  controls: ["CC5.3", "A.5.3"],
  input: emergencyLapsed.data.omit({ organizationId: true }),
  async run(context, { versionId, policyId, publishedById }) {
    const { tx, actor } = context;
    const rule = { name: "emergency-lapsed", object: versionId };
    const known = await tx.policyViolation.findFirst({
      where: { organizationId: actor.organizationId, rule: rule.name, ruleObject: rule.object },
      select: { id: true, reference: true },
    });
    if (known)
      return {
        output: { violationId: known.id, opened: false },
        event: {
          resource: { type: "policy_violation", id: known.id, label: known.reference },
          after: { skipped: true },
        },
      };
    const version = await tx.policyVersion.findFirst({
      where: { id: versionId, policyId },
      select: { title: true, number: true, policy: { select: { reference: true } } },
    });
    if (!version) throw notFound("This version");
    const { id, event } = await openViolation(context, {
      type: "procedural_violation",
      severity: "high",
      detection: "automated",
      title: `Emergency publication not confirmed: ${version.policy.reference} version ${version.number}`,
      description: "No second person confirmed it within 72 hours. The version before it is back in force.",
      subjectId: publishedById,
      policyId,
      rule,
    });
    return { output: { violationId: id, opened: true }, event };
  },
});

/** Tells officers what is new and which clocks of reports run out; each thing once. */
export const tellAboutViolations = command({
  name: "violation.tell",
  summary: "Tell officers of new violations and of clocks that run out",
  permission: "violation:detect",
  type: "compliance_control",
  controls: ["CC2.2", "A.6.8"],
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const inDays = (days: number) => dateColumn(dateText(new Date(dateColumn(today).getTime() + days * 24 * hour)));
    const select = { id: true, organizationId: true, reference: true, severity: true, subjectId: true } as const;
    const fresh = await tx.policyViolation.findMany({
      where: {
        status: "open",
        OR: [{ severity: "high" }, { receiptDueOn: { not: null } }],
        // Of an anonymous report not even the time of the mail says more than the hour.
        NOT: { anonymous: true, reportedAt: { gt: new Date(now.getTime() - hour) } },
      },
      orderBy: { id: "asc" },
      take: 500,
      select,
    });
    const receipts = await tx.policyViolation.findMany({
      where: { receiptOn: null, receiptDueOn: { lte: inDays(2) } },
      orderBy: { id: "asc" },
      take: 500,
      select,
    });
    const feedback = await tx.policyViolation.findMany({
      where: { feedbackOn: null, feedbackDueOn: { lte: inDays(14) } },
      orderBy: { id: "asc" },
      take: 500,
      select,
    });
    let told = 0;
    for (const violation of fresh) told += await tellOfficers(tx, violation, "violation-new", now);
    for (const violation of receipts) told += await tellOfficers(tx, violation, "violation-receipt-due", now);
    for (const violation of feedback) told += await tellOfficers(tx, violation, "violation-feedback-due", now);
    return {
      output: { told },
      event: { resource: { type: "policy_violation", id: null }, after: { told } },
    };
  },
});
