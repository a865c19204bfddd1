import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { incidentClosed } from "./events";
import { holdIncident, personOf, resourceOf, tell } from "./held-incident";
import { incidentWords } from "./move-incident";
import { missingToClose } from "./rules";
import { closeIncidentInput } from "./schema";

/** Needs cause, lessons and actions with owners; its documentation becomes evidence for its controls (I4). */
export const closeIncident = command({
  ...incidentWords,
  name: "incident.close",
  summary: "Close a resolved incident with its cause and lessons",
  input: closeIncidentInput,
  async run(context, { id, cause, lessons }) {
    const { tx, actor, now, emit } = context;
    const personId = personOf(actor);
    const incident = await holdIncident(tx, id);
    const actions = await tx.incidentAction.findMany({ where: { incidentId: id }, select: { ownerId: true } });
    const missing = missingToClose({ status: incident.status, actions });
    if (missing.length > 0) throw new AppError("conflict", `Nothing was changed. ${missing.join(" ")}`);
    await tell(context, id, "moved", "Closed.");
    await tx.incident.update({ where: { id }, data: { status: "closed", closedAt: now, cause, lessons } });
    emit(incidentClosed, { organizationId: actor.organizationId, incidentId: id });
    return {
      output: { id },
      event: {
        resource: resourceOf(incident),
        before: { status: incident.status },
        after: {
          status: "closed",
          cause: aboutPerson(personId, cause),
          lessons: aboutPerson(personId, lessons),
          actions: actions.length,
        },
      },
    };
  },
});
