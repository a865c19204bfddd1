import "server-only";
import type { Incident } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { holdIncident, personOf, resourceOf, tell } from "./held-incident";
import { canMove, clockState } from "./rules";
import { type IncidentStatus, incidentInput, incidentStatusLabels, moveIncidentInput } from "./schema";

export const incidentWords = {
  permission: "incident:handle",
  type: "incident_response",
  riskLevel: "medium",
  controls: ["CC7.4", "A.5.26"],
} as const;

export function assertCanMove({ status }: Pick<Incident, "status">, to: IncidentStatus): void {
  if (canMove(status, to)) return;
  const is = incidentStatusLabels[status].toLowerCase();
  throw new AppError("conflict", `Nothing was changed: this incident is ${is} by now. Reload the page to see it.`);
}

/** Somebody takes it and begins: this stops the clock of I2, in time or not. */
export const acknowledgeIncident = command({
  ...incidentWords,
  name: "incident.acknowledge",
  summary: "Acknowledge an incident, become its owner and begin to investigate",
  input: incidentInput,
  async run(context, { id }) {
    const { tx, actor, now } = context;
    const ownerId = personOf(actor);
    const incident = await holdIncident(tx, id);
    assertCanMove(incident, "investigating");
    await tx.incident.update({
      where: { id },
      data: { status: "investigating", ownerId, acknowledgedAt: now, investigatingAt: now },
    });
    const clock = clockState({ acknowledgeBy: incident.acknowledgeBy, acknowledgedAt: now }, now);
    await tell(context, id, "moved", `Acknowledged ${clock === "met" ? "in time" : "late"}; the investigation begins.`);
    return {
      output: { id, clock },
      event: {
        resource: resourceOf(incident),
        before: { status: incident.status },
        after: { status: "investigating", clock },
      },
    };
  },
});

const timeOf = { contained: "containedAt", remediating: "remediatingAt", resolved: "resolvedAt" } as const;

/** One state further. Containment asks first whether personal data are concerned (I3). */
export const moveIncident = command({
  ...incidentWords,
  name: "incident.move",
  summary: "Move an incident one state further",
  input: moveIncidentInput,
  async run(context, { id, to, note }) {
    const { tx, actor, now } = context;
    const personId = personOf(actor);
    const incident = await holdIncident(tx, id);
    assertCanMove(incident, to);
    if (to === "contained" && incident.personalData === null) {
      throw new AppError(
        "conflict",
        "Nothing was changed. Answer first whether personal data are concerned: deadlines of the law may depend on it.",
      );
    }
    await tx.incident.update({ where: { id }, data: { status: to, [timeOf[to]]: now } });
    await tell(context, id, "moved", `${incidentStatusLabels[to]}.${note ? ` ${note}` : ""}`);
    return {
      output: { id, status: to },
      event: {
        resource: resourceOf(incident),
        before: { status: incident.status },
        after: { status: to },
        reason: note ? aboutPerson(personId, note) : undefined,
      },
    };
  },
});
