import "server-only";
import { dayInWords } from "@/lib/platform/calendar";
import { AppError, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { assertMember, holdIncident, personOf, resourceOf, tell } from "./held-incident";
import { incidentWords } from "./move-incident";
import { addActionInput, finishActionInput } from "./schema";

/** What shall be done so that it does not happen again, by whom and until when (I4). */
export const addIncidentAction = command({
  ...incidentWords,
  name: "incident.add-action",
  summary: "Add an action with its owner to an incident",
  crud: "create",
  input: addActionInput,
  async run(context, { id, title, ownerId, dueOn }) {
    const { tx, actor, now } = context;
    const personId = personOf(actor);
    const incident = await holdIncident(tx, id);
    await assertMember(tx, ownerId, "ownerId");
    const actionId = newId(now.getTime());
    const { organizationId } = actor;
    await tx.incidentAction.create({
      data: { id: actionId, organizationId, incidentId: id, title, ownerId, dueOn: new Date(dueOn), createdAt: now },
    });
    await tell(context, id, "action", `Action: ${title} (due ${dayInWords(dueOn)}).`);
    return {
      output: { id, actionId },
      event: {
        resource: resourceOf(incident),
        after: { actionId, title: aboutPerson(personId, title), ownerId, dueOn },
      },
    };
  },
});

/** Actions outlive their incident: they are finished also after it is closed. */
export const finishIncidentAction = command({
  ...incidentWords,
  name: "incident.finish-action",
  summary: "Say that an action of an incident is done",
  input: finishActionInput,
  async run(context, { actionId }) {
    const { tx, actor, now } = context;
    const personId = personOf(actor);
    const found = await tx.incidentAction.findUnique({ where: { id: actionId } });
    const incident = found ? await tx.incident.findUnique({ where: { id: found.incidentId } }) : null;
    if (!found || !incident) throw notFound("This action");
    const { count } = await tx.incidentAction.updateMany({
      where: { id: actionId, doneAt: null },
      data: { doneAt: now, doneById: personId },
    });
    if (count === 0) throw new AppError("conflict", "Nothing was changed: this action is done already.");
    await tell(context, incident.id, "action", `Done: ${found.title}.`);
    return { output: { actionId }, event: { resource: resourceOf(incident), after: { actionId, done: true } } };
  },
});
