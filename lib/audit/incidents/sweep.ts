import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { query } from "@/lib/platform/operation/query";
import { raiseAlert } from "../alerts/raise-alert";
import { resourceOf, tell } from "./held-incident";
import { incidentSeverityLabels } from "./schema";

const batch = 50;

function overdue(tx: Tx, organizationId: string, now: Date, limit: number) {
  return tx.$queryRaw<{ id: string }[]>`
    select id from incident where organization_id = ${organizationId}::uuid and acknowledged_at is null
      and escalated_at is null and acknowledge_by < ${now} order by acknowledge_by limit ${limit}`;
}

/** Is an incident waiting longer than its clock allows? */
export const incidentsAreOverdue = query({
  name: "incident.is-due",
  summary: "Does an incident wait longer than its clock allows?",
  permission: "incident:sweep",
  input: z.object({}),
  run: async ({ tx, actor, now }) => (await overdue(tx, actor.organizationId, now, 1)).length > 0,
});

/** Escalates what nobody acknowledged in time: once, with an alert and a mail to every compliance officer (I2). */
export const sweepIncidents = command({
  name: "incident.sweep",
  summary: "Escalate incidents nobody acknowledged in time",
  permission: "incident:sweep",
  type: "incident_response",
  controls: ["CC7.3", "CC7.4"],
  input: z.object({}),
  async run(context) {
    const { tx, actor, now } = context;
    const due = await overdue(tx, actor.organizationId, now, batch);
    let escalated = 0;
    for (const { id } of due) if (await escalate(context, id)) escalated += 1;
    return {
      output: { escalated, more: due.length === batch },
      event: { resource: { type: "incident", id: null }, after: { escalated } },
    };
  },
});

async function escalate(context: CommandContext, id: string): Promise<boolean> {
  const { tx, actor, now, note } = context;
  // Acknowledged, or escalated by another run, since it was looked up.
  const where = { id, acknowledgedAt: null, escalatedAt: null };
  const { count } = await tx.incident.updateMany({ where, data: { escalatedAt: now } });
  if (count === 0) return false;
  const incident = await tx.incident.findUniqueOrThrow({ where: { id } });
  await tell(context, id, "escalated", "Nobody acknowledged it in time. It counts as missed.");
  note({
    action: "incident.escalate",
    riskLevel: "high",
    resource: resourceOf(incident),
    after: { severity: incident.severity, acknowledgeBy: incident.acknowledgeBy.toISOString() },
  });
  await raiseAlert(context, {
    rule: "incident-not-acknowledged",
    level: incident.severity === "critical" ? "emergency" : "critical",
    objectType: "incident",
    objectId: id,
    title: `Nobody acknowledged ${incident.reference} in time`,
    detail: `Severity ${incidentSeverityLabels[incident.severity].toLowerCase()}.`,
    href: `/audit/incidents/${id}`,
  });
  const officers = await tx.membership.findMany({
    where: { active: true, roles: { has: "compliance_officer" } },
    select: { person: { select: { email: true } } },
  });
  for (const { person } of officers) {
    const mail = {
      organizationId: actor.organizationId,
      kind: "incident.escalated",
      recipient: person.email,
      subject: `${incident.reference} waits for somebody`,
      body: `Nobody acknowledged the incident ${incident.reference} in time. Open it here:\n\n${env.PUBLIC_URL}/audit/incidents/${id}\n`,
    };
    await queueMail(tx, mail, now);
  }
  return true;
}
