import "server-only";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { clocksOf } from "./clocks";
import { assertMember, holdIncident, personOf, resourceOf, tell } from "./held-incident";
import { incidentWords } from "./move-incident";
import { incidentSeverityLabels, reviseIncidentInput } from "./schema";

/** Severity, owner and what is affected, as it becomes known. Another severity sets the clock that still runs anew. */
export const reviseIncident = command({
  ...incidentWords,
  name: "incident.revise",
  summary: "Change severity, owner, systems, people or controls of an incident",
  input: reviseIncidentInput,
  async run(context, { id, severity, ownerId, affectedSystems, affectedPeople = "", controlIds }) {
    const { tx, actor } = context;
    const personId = personOf(actor);
    const incident = await holdIncident(tx, id);
    const owner = ownerId ?? incident.ownerId;
    const said: string[] = [];
    if (owner && owner !== incident.ownerId) {
      await assertMember(tx, owner, "ownerId");
      said.push("Another owner.");
    }
    if (severity !== incident.severity) {
      said.push(
        `Severity ${incidentSeverityLabels[severity].toLowerCase()} instead of ${incidentSeverityLabels[incident.severity].toLowerCase()}.`,
      );
    }
    const minutes = (await clocksOf(tx))[severity];
    const anew = severity !== incident.severity && !incident.acknowledgedAt && !incident.escalatedAt;
    await tx.incident.update({
      where: { id },
      data: {
        severity,
        ownerId: owner,
        affectedSystems,
        affectedPeople,
        controlIds,
        ...(anew ? { acknowledgeBy: new Date(incident.openedAt.getTime() + minutes * 60_000) } : {}),
      },
    });
    await tell(context, id, "revised", said.length > 0 ? said.join(" ") : "What is affected was revised.");
    const shown = (row: typeof incident) => ({
      severity: row.severity,
      ownerId: row.ownerId,
      affectedSystems: row.affectedSystems,
      affectedPeople: aboutPerson(personId, row.affectedPeople),
      controlIds: row.controlIds,
    });
    const after = { ...incident, severity, ownerId: owner, affectedSystems, affectedPeople, controlIds };
    return { output: { id }, event: { resource: resourceOf(incident), before: shown(incident), after: shown(after) } };
  },
});
