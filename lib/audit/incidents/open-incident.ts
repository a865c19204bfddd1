import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { nextReference } from "@/lib/platform/db/reference";
import { notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { clocksOf } from "./clocks";
import { personOf, resourceOf, tell } from "./held-incident";
import { type IncidentLinkKind, incidentSeverityLabels, openIncidentInput } from "./schema";

/** From an alert its events come along, and whoever opens the incident answers for the alert from now on. */
export const openIncident = command({
  name: "incident.open",
  summary: "Open an incident, of one's own accord or from an alert",
  permission: "incident:handle",
  type: "incident_response",
  crud: "create",
  riskLevel: "high",
  controls: ["CC7.3", "CC7.4", "A.5.24"],
  input: openIncidentInput,
  async run(context, input) {
    const { tx, actor, now } = context;
    const personId = personOf(actor);
    const { alertId, affectedPeople = "", ...facts } = input;
    const id = newId(now.getTime());
    const reference = await nextReference(tx, actor.organizationId, "INC", now);
    const minutes = (await clocksOf(tx))[input.severity];
    await tx.incident.create({
      data: {
        ...facts,
        id,
        organizationId: actor.organizationId,
        reference,
        affectedPeople,
        reportedById: personId,
        openedAt: now,
        acknowledgeBy: new Date(now.getTime() + minutes * 60_000),
      },
    });
    await tell(context, id, "opened", `Opened with severity ${incidentSeverityLabels[input.severity].toLowerCase()}.`);
    const links = alertId ? await fromAlert(tx, alertId, personId, now) : [];
    await tx.incidentLink.createMany({
      data: links.map((link) => ({
        ...link,
        id: newId(now.getTime()),
        organizationId: actor.organizationId,
        incidentId: id,
        addedById: personId,
        addedAt: now,
      })),
    });
    return {
      output: { id, reference },
      event: {
        resource: resourceOf({ id, reference, title: input.title }),
        after: {
          severity: input.severity,
          category: input.category,
          controlIds: input.controlIds,
          affectedSystems: input.affectedSystems,
          affectedPeople: aboutPerson(personId, affectedPeople),
          alertId: alertId ?? null,
          links: links.length,
        },
      },
    };
  },
});

async function fromAlert(tx: Tx, alertId: string, personId: string, now: Date) {
  const alert = await tx.alert.findUnique({ where: { id: alertId } });
  if (!alert) throw notFound("This alert");
  if (alert.status === "open" || alert.status === "snoozed") {
    const data = { status: "acknowledged", ownerId: personId, acknowledgedAt: now, snoozedUntil: null } as const;
    await tx.alert.update({ where: { id: alertId }, data });
  }
  const link = (kind: IncidentLinkKind, objectId: string) => ({ kind, objectId });
  return [link("alert", alertId), ...alert.eventIds.map((eventId) => link("event", eventId))];
}
