import "server-only";
import type { z } from "zod";
import { actorIdOf } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { nextReference } from "@/lib/platform/db/reference";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { tellCaught } from "../holds/tell-custody";
import { retainEvidenceUntil } from "../rules";
import { collectEvidenceInput } from "./schema";

export const collectEvidence = command({
  name: "evidence.collect",
  summary: "Add evidence for a control from a stored file",
  permission: "evidence:collect",
  type: "evidence_collection",
  crud: "create",
  controls: ["CC4.1", "CC7.2"],
  input: collectEvidenceInput,
  run: addEvidence,
});

/** Within a command of this domain: the evidence, its first version and the event that goes with them. */
export async function addEvidence(
  { tx, actor, now, note }: Pick<CommandContext, "tx" | "actor" | "now" | "note">,
  input: z.output<typeof collectEvidenceInput>,
) {
  const file = await claimFile(tx, input.objectId, now);
  const id = newId(now.getTime());
  const reference = await nextReference(tx, actor.organizationId, "EVD", now);
  const { retentionClass } = input;
  const retain = retainEvidenceUntil(
    { collectedAt: now.toISOString(), effectiveTo: `${input.effectiveTo}T00:00:00.000Z` },
    retentionClass,
  );
  await tx.evidence.create({
    data: {
      id,
      organizationId: actor.organizationId,
      reference,
      type: input.type,
      title: input.title,
      description: input.description ?? "",
      sourceSystem: input.sourceSystem ?? "upload",
      collectorId: actorIdOf(actor) ?? "",
      effectiveFrom: new Date(input.effectiveFrom),
      effectiveTo: new Date(input.effectiveTo),
      controlIds: input.controlIds,
      retentionClass,
      retainUntil: new Date(retain),
      createdAt: now,
    },
  });
  const { sha256, size, fileName, mediaType } = file;
  await tx.evidenceVersion.create({
    data: {
      id: newId(now.getTime()),
      organizationId: actor.organizationId,
      evidenceId: id,
      number: 1,
      objectId: file.id,
      fileName,
      mediaType,
      size,
      sha256,
      collectedAt: now,
      collectedById: actorIdOf(actor) ?? "",
      // Hashed a moment ago on its way into the store.
      integrity: "verified",
      verifiedAt: now,
    },
  });
  await tellCaught({ tx, actor, now, note }, { evidenceId: id });
  return {
    output: { id, reference, sha256 },
    event: {
      resource: { type: "evidence", id, label: `${reference} ${input.title}` },
      after: {
        type: input.type,
        controlIds: input.controlIds,
        version: 1,
        sha256,
        size: Number(size),
        retentionClass,
        retainUntil: retain.slice(0, 10),
      },
    },
  };
}

/** Takes a stored file for a version, once: two versions never share bytes that one of them may dispose of. */
export async function claimFile(tx: Tx, objectId: string, now: Date) {
  const claimed = await tx.storedObject.updateMany({
    where: { id: objectId, purpose: "evidence", expiresAt: { gt: now }, destroyedAt: null },
    data: { expiresAt: null },
  });
  const file = claimed.count === 1 ? await tx.storedObject.findUnique({ where: { id: objectId } }) : null;
  if (file) return file;
  throw new AppError(
    "conflict",
    "This file was already used, or waited longer than a day. Nothing was saved: choose the file again.",
  );
}
