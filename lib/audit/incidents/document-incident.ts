import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { now as clockNow } from "@/lib/platform/clock";
import { AppError, notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { objectStore } from "@/lib/platform/storage/object-store";
import { receiveFile } from "@/lib/platform/storage/receive-file";
import { addMadeEvidence } from "../collectors/store-result";
import { storeFileInput } from "../evidence/schema";
import { incidentDocument } from "./document";
import { resourceOf, tell } from "./held-incident";
import { wholeIncident } from "./queries";
import { incidentInput } from "./schema";

/** A closed incident that is no evidence yet, whole; null when there is nothing to do. */
export const incidentToDocument = query({
  name: "incident.to-document",
  summary: "Read a closed incident to make evidence of it",
  permission: "incident:document",
  input: incidentInput,
  async run({ tx, now }, { id }) {
    const whole = await wholeIncident(tx, id, now);
    return whole.incident.status === "closed" && whole.incident.evidenceId === null ? whole : null;
  },
});

/** The documentation of a closed incident becomes a draft of evidence for its controls, once (I4). */
export const keepIncidentDocument = command({
  name: "incident.document",
  summary: "Make evidence of a closed incident",
  permission: "incident:document",
  type: "evidence_collection",
  crud: "create",
  controls: ["CC7.4", "CC7.5", "A.5.27"],
  input: incidentInput.extend({ file: storeFileInput }),
  async run(context, { id, file }) {
    const { tx } = context;
    await tx.$queryRaw`select id from incident where id = ${id}::uuid for update`;
    const incident = await tx.incident.findUnique({ where: { id } });
    if (!incident) throw notFound("This incident");
    if (incident.status !== "closed" || incident.evidenceId !== null || !incident.closedAt) {
      throw new AppError("conflict", "This incident is not closed, or is evidence already.");
    }
    const evidence = await addMadeEvidence(context, file, {
      title: `Incident ${incident.reference}: ${incident.title}`.slice(0, 160),
      description: "The documentation of a closed incident: timeline, cause, lessons and actions.",
      type: "incident_documentation",
      controlIds: incident.controlIds,
      effectiveFrom: incident.openedAt.toISOString().slice(0, 10),
      effectiveTo: incident.closedAt.toISOString().slice(0, 10),
      sourceSystem: "Incidents",
    });
    await tell(context, id, "linked", `Documented as evidence ${evidence.reference}.`);
    await tx.incident.update({ where: { id }, data: { evidenceId: evidence.id } });
    return {
      output: evidence,
      event: { resource: resourceOf(incident), after: { evidenceId: evidence.id, sha256: evidence.sha256 } },
    };
  },
});

/** Reads, writes the document into the store and keeps it. Safe to run twice: what was stored in vain is removed. */
export async function documentIncident(actor: Actor, id: string): Promise<string | null> {
  const whole = await incidentToDocument(actor, { id });
  if (!whole) return null;
  async function* bytes() {
    yield Buffer.from(incidentDocument(whole as NonNullable<typeof whole>, clockNow()));
  }
  const file = await receiveFile(bytes(), `${whole.incident.reference}.md`);
  try {
    return (await keepIncidentDocument(actor, { id, file })).id;
  } catch (error) {
    await objectStore().remove(file.storageKey);
    throw error;
  }
}
