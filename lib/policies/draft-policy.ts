import "server-only";
import { z } from "zod";
import { nextReference } from "../platform/db/reference";
import { newId } from "../platform/ids";
import { command } from "../platform/operation/command";
import type { CommandContext } from "../platform/operation/context";
import { contentHash } from "./content-hash";
import { keepAudience } from "./keep-audience";
import { dateColumn } from "./local-day";
import { actAs, personWriting } from "./people";
import { assertLaysOut } from "./reading/layouts";
import { draftInput } from "./schema";
import { keepSections, knownMappings } from "./writing/keep-mappings";

export const draftOutput = z.object({
  policyId: z.uuid(),
  reference: z.string(),
  versionId: z.uuid(),
  number: z.number(),
  status: z.literal("draft"),
});

/** A new policy with its first draft. */
export const draftPolicy = command({
  name: "policy.draft",
  summary: "Draft a new policy",
  permission: "policy:write",
  type: "policy_change",
  crud: "create",
  controls: ["CC5.3", "A.5.1"],
  input: draftInput,
  output: draftOutput,
  prepare: ({ organizationId }, { text }) => assertLaysOut(organizationId, text),
  run: beginDraft,
});

/** The work of it, for an import too: within one transaction, with one event. */
export async function beginDraft(
  { tx, actor, now }: Pick<CommandContext, "tx" | "actor" | "now">,
  input: z.output<typeof draftInput>,
) {
  const { ids, mappings } = knownMappings(input.requirementIds);
  const authorId = personWriting(actor);
  await actAs(tx, authorId);
  const organizationId = actor.organizationId;
  const [policyId, versionId] = [newId(now.getTime()), newId(now.getTime())];
  const reference = await nextReference(tx, organizationId, "POL", now);
  const contentSha256 = contentHash(input.text);
  await tx.policy.create({
    data: {
      id: policyId,
      organizationId,
      reference,
      title: input.title,
      type: input.type,
      ownerId: authorId,
      classification: input.classification,
      mandatory: input.mandatory,
      acknowledgementRequired: input.acknowledgementRequired,
      reaffirmAfterDays: 365,
      reviewDate: input.reviewDate ? dateColumn(input.reviewDate) : null,
      tags: input.tags,
      controlIds: input.controlIds,
      createdAt: now,
    },
  });
  await tx.policyVersion.create({
    data: {
      id: versionId,
      organizationId,
      policyId,
      number: 1,
      title: input.title,
      description: input.description ?? "",
      text: input.text,
      contentSha256,
      changeNote: input.changeNote ?? "",
      // The first version asks everybody: there is nothing to carry over from.
      material: true,
      dueDays: input.dueDays,
      requirementIds: ids,
      effectiveFrom: input.effectiveFrom ? dateColumn(input.effectiveFrom) : null,
      authorId,
      createdAt: now,
      updatedAt: now,
    },
  });
  await keepSections(tx, organizationId, versionId, mappings);
  await keepAudience(tx, organizationId, versionId, input.audience, now);
  return {
    output: { policyId, reference, versionId, number: 1, status: "draft" as const },
    event: {
      resource: { type: "policy_version", id: versionId, label: `${reference} version 1` },
      after: { policyId, title: input.title, type: input.type, contentSha256, dueDays: input.dueDays },
    },
  };
}
