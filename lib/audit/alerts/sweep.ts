import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { env } from "@/lib/platform/env";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { query } from "@/lib/platform/operation/query";
import { escalateAfter, toldAtOnce } from "./rules";
import { AlertLevel, alertLevelLabels } from "./schema";

type Due = { id: string; title: string; level: AlertLevel };

const words = { permission: "alert:sweep", controls: ["CC7.3", "CC7.4"] } as const;
const batch = 200;
const named = 20;
const minute = 60_000;

/** Open at this moment: a snooze that ran out counts. Incidents send mails of their own. */
const open = (now: Date) =>
  Prisma.sql`(status = 'open' or status = 'snoozed' and snoozed_until <= ${now}) and rule <> 'incident-not-acknowledged'`;

/** Grave ones nobody was told of yet. */
const untold = (tx: Tx, now: Date, limit: number) => tx.$queryRaw<Due[]>`
  select id, title, level::text as level from alert
  where told_at is null and level::text = any (${[...toldAtOnce]}) and ${open(now)} order by id limit ${limit}`;

/** Those that waited longer than their level allows, since they were raised or since they were put aside until. */
function overdue(tx: Tx, now: Date, limit: number): Promise<Due[]> {
  const late = AlertLevel.options.flatMap((level) => {
    const wait = escalateAfter[level];
    if (wait === null) return [];
    const before = new Date(now.getTime() - wait * minute);
    return [Prisma.sql`level = ${level}::alert_level and greatest(raised_at, snoozed_until) < ${before}`];
  });
  return tx.$queryRaw<Due[]>`
    select id, title, level::text as level from alert
    where escalated_at is null and ${open(now)} and (${Prisma.join(late, " or ")}) order by id limit ${limit}`;
}

/** Is there an alert to tell of, or one that waits longer than it may? */
export const alertsAreDue = query({
  ...words,
  name: "alert.is-due",
  summary: "Is there an alert to tell of, or one that waits too long?",
  input: z.object({}),
  run: async ({ tx, now }) => (await untold(tx, now, 1)).length + (await overdue(tx, now, 1)).length > 0,
});

/** Tells the compliance officers of grave alerts at once, and escalates what nobody took up in time; each alert once. */
export const sweepAlerts = command({
  ...words,
  name: "alert.sweep",
  summary: "Tell of grave alerts, and escalate those nobody took up",
  type: "incident_response",
  input: z.object({}),
  async run(context) {
    const { tx, now, note } = context;
    // One sweep at a time, so that nobody gets a mail twice.
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`alerts ${context.actor.organizationId}`}, 0))::text`;
    const late = await overdue(tx, now, batch);
    const lateIds = new Set(late.map(({ id }) => id));
    const found = await untold(tx, now, batch);
    const fresh = found.filter(({ id }) => !lateIds.has(id));
    const told = [...late, ...fresh].map(({ id }) => id);
    await tx.alert.updateMany({ where: { id: { in: told } }, data: { toldAt: now } });
    await tx.alert.updateMany({ where: { id: { in: [...lateIds] } }, data: { escalatedAt: now } });
    for (const { id, title, level } of late) {
      note({
        action: "alert.escalate",
        riskLevel: "high",
        resource: { type: "alert", id, label: title },
        after: { level, waited: escalateAfter[level] },
      });
    }
    await tellOfficers(context, "alert.raised", fresh, "was raised");
    await tellOfficers(context, "alert.escalated", late, "waits, and nobody has taken it up in time");
    return {
      output: { told: fresh.length, escalated: late.length, more: late.length === batch || found.length === batch },
      event: { resource: { type: "alert", id: null }, after: { told: fresh.length, escalated: late.length } },
    };
  },
});

/** One mail per officer for all that was found together: a night in which a disk dies must not fill their mailbox. */
async function tellOfficers({ tx, actor, now }: CommandContext, kind: string, alerts: readonly Due[], what: string) {
  const [first] = alerts;
  if (first === undefined) return;
  const officers = await tx.membership.findMany({
    where: { active: true, roles: { has: "compliance_officer" } },
    select: { person: { select: { email: true } } },
  });
  const lines = alerts
    .slice(0, named)
    .map(({ id, title, level }) => `${alertLevelLabels[level]}: ${title}\n${env.PUBLIC_URL}/audit/alerts/${id}\n`);
  const more = alerts.length - lines.length;
  const subject = alerts.length === 1 ? `An alert ${what}: ${first.title}` : `${alerts.length} alerts: each ${what}`;
  const rest = more > 0 ? [`and ${more} more: ${env.PUBLIC_URL}/audit/alerts\n`] : [];
  for (const { person } of officers) {
    const body = [...lines, ...rest].join("\n");
    await queueMail(tx, { organizationId: actor.organizationId, kind, recipient: person.email, subject, body }, now);
  }
}
