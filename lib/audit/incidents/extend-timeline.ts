import "server-only";
import { notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { holdIncident, personOf, resourceOf, tell } from "./held-incident";
import { incidentWords } from "./move-incident";
import { incidentLinkKindLabels, linkIncidentInput, noteIncidentInput } from "./schema";

export const noteIncident = command({
  ...incidentWords,
  name: "incident.note",
  summary: "Add to the timeline of an incident",
  crud: "create",
  input: noteIncidentInput,
  async run(context, { id, text }) {
    const personId = personOf(context.actor);
    const incident = await holdIncident(context.tx, id);
    await tell(context, id, "note", text);
    return { output: { id }, event: { resource: resourceOf(incident), after: { note: aboutPerson(personId, text) } } };
  },
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What belongs to it, by kind and id. Events and alerts must be there; what other domains hold is not asked for. */
export const linkIncident = command({
  ...incidentWords,
  name: "incident.link",
  summary: "Link an event, alert, ticket, violation or finding to an incident",
  crud: "create",
  input: linkIncidentInput,
  async run(context, { id, kind, objectId }) {
    const { tx, actor, now } = context;
    const personId = personOf(actor);
    const incident = await holdIncident(tx, id);
    if (kind === "event" || kind === "alert") {
      const where = { id: objectId };
      const known =
        uuid.test(objectId) &&
        (kind === "event" ? await tx.auditEvent.count({ where }) : await tx.alert.count({ where }));
      if (!known) throw notFound(`This ${kind}`);
    }
    const { count } = await tx.incidentLink.createMany({
      data: [
        {
          id: newId(now.getTime()),
          organizationId: actor.organizationId,
          incidentId: id,
          kind,
          objectId,
          addedById: personId,
          addedAt: now,
        },
      ],
      skipDuplicates: true,
    });
    if (count > 0) await tell(context, id, "linked", `${incidentLinkKindLabels[kind]} ${objectId} linked.`);
    return { output: { id, added: count > 0 }, event: { resource: resourceOf(incident), after: { kind, objectId } } };
  },
});
