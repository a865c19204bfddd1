import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { decide } from "./decide";
import { newDestruction } from "./new-destruction";
import { proposeErasureInput } from "./schema";
import { subjectFacts } from "./subject-facts";

/** A dry run of an erasure, kept as a proposal: somebody else approves it. Nothing is destroyed yet. */
export const proposeErasure = command({
  name: "subject-key.propose",
  summary: "Propose to destroy the keys of a person",
  permission: "subject-key:propose",
  type: "privacy_request",
  crud: "create",
  riskLevel: "high",
  controls: ["Art.17", "P4.3"],
  input: proposeErasureInput,
  async run(context, { person, jurisdiction, reason }) {
    const { tx, actor, now } = context;
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person proposes an erasure.");
    const subject = await subjectOf(tx, person);
    const made = await newDestruction(context, {
      kind: "subject",
      subjects: [subject],
      jurisdiction,
      reason,
      proposedById: actor.personId,
    });
    const facts = await subjectFacts(tx, actor.organizationId, made.subjects);
    const { destroy, kept } = decide(facts, { jurisdiction: made.jurisdiction, at: now.toISOString() });
    await tx.keyDestruction.update({ where: { id: made.id }, data: { planned: destroy.length, kept } });
    return {
      output: { id: made.id, reference: made.reference, planned: destroy.length, kept },
      event: {
        resource: { type: "key_destruction", id: made.id, label: made.reference },
        after: { subject, planned: destroy.length, kept: kept.reduce((sum, row) => sum + row.keys, 0) },
        reason: aboutPerson(actor.personId, reason),
      },
    };
  },
});

/** A subject as keys name it, or the address of somebody who belongs to this organisation. */
async function subjectOf(tx: Tx, given: string): Promise<string> {
  if (/^[a-z]+:\S+$/.test(given)) return given;
  const person = await tx.person.findUnique({ where: { email: given.toLowerCase() }, select: { id: true } });
  if (person) return `person:${person.id}`;
  const message = "Nobody of this address belongs to the organisation. Nothing was proposed.";
  throw new AppError("invalid", message, { fieldErrors: { person: [message] } });
}
