import "server-only";
import { z } from "zod";
import { AppError, notFound } from "@/lib/platform/errors";
import { holdsOn } from "@/lib/platform/holds";
import { listInput, pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { namesOf } from "../people";
import { EvidenceStatus, EvidenceType, IntegrityState } from "../schema";
import { hashInTrail } from "./compare-with-trail";
import { concernsEvidence, resourceOf } from "./lock-evidence";

export const listEvidence = query({
  name: "evidence.list",
  summary: "Evidence with its controls, newest first",
  permission: "evidence:read",
  input: listInput.extend({
    cursor: z.uuid().optional(),
    type: EvidenceType.optional().catch(undefined),
    integrity: IntegrityState.optional().catch(undefined),
    status: EvidenceStatus.optional().catch(undefined),
    control: z.string().max(40).optional(),
  }),
  async run({ tx }, { q, cursor, type, integrity, status, control }) {
    const where = {
      ...(type ? { type } : {}),
      ...(status ? { status } : {}),
      ...(control ? { controlIds: { has: control } } : {}),
      ...(integrity ? { versions: { some: { integrity, destroyedAt: null } } } : {}),
      ...(q
        ? {
            OR: [
              { title: { contains: q, mode: "insensitive" as const } },
              { reference: { contains: q, mode: "insensitive" as const } },
            ],
          }
        : {}),
    };
    const rows = await tx.evidence.findMany({
      where,
      include: { versions: { orderBy: { number: "desc" }, take: 1 } },
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const count = await tx.evidence.count({ where });
    const evidence = rows.slice(0, pageSize);
    return { evidence, count, next: rows.length > pageSize ? evidence.at(-1)?.id : undefined };
  },
});

/** One evidence with its versions, holds and grounds; its custody is `evidenceCustody`. */
export const readEvidence = query({
  name: "evidence.view",
  summary: "One evidence with versions and holds",
  permission: "evidence:read",
  type: "evidence_collection",
  input: z.object({ id: z.uuid() }),
  concerns: concernsEvidence,
  async run({ tx }, { id }) {
    const evidence = await tx.evidence.findUnique({
      where: { id },
      include: { versions: { orderBy: { number: "desc" } } },
    });
    if (!evidence) throw notFound("This evidence");
    const people = evidence.versions.flatMap((version) => [
      version.collectedById,
      version.submittedById,
      version.decidedById,
    ]);
    const nameOf = await namesOf(tx, [evidence.collectorId, evidence.approverId, ...people]);
    const versions = evidence.versions.map((version) => ({
      ...version,
      collectedBy: nameOf(version.collectedById),
      submittedBy: nameOf(version.submittedById),
      decidedBy: nameOf(version.decidedById),
    }));
    return {
      evidence: { ...evidence, versions, collector: nameOf(evidence.collectorId) },
      holds: await holdsOn(tx, { kind: "evidence", id }),
    };
  },
  audited: ({ evidence }) => ({ resource: resourceOf(evidence) }),
});

/** Why a piece stays although somebody in it asked for erasure, newest first (E5). */
export const groundsOf = query({
  name: "evidence.grounds",
  summary: "Grounds on which evidence is kept despite erasure",
  permission: "evidence:read",
  input: z.object({ id: z.uuid() }),
  async run({ tx }, { id }) {
    if (!(await tx.evidence.count({ where: { id } }))) throw notFound("This evidence");
    const grounds = await tx.evidenceGround.findMany({ where: { evidenceId: id }, orderBy: { id: "desc" } });
    const nameOf = await namesOf(
      tx,
      grounds.map(({ recordedById }) => recordedById),
    );
    return grounds.map((ground) => ({ ...ground, recordedBy: nameOf(ground.recordedById) }));
  },
});

/** Where the bytes of a version are; for the check before a download and for the nightly one. */
export const locateEvidence = query({
  name: "evidence.locate",
  summary: "Find the stored bytes of an evidence version",
  permission: "evidence:verify",
  input: z.object({ id: z.uuid(), version: z.coerce.number().int().positive().optional() }),
  async run({ tx }, input) {
    const found = await findVersion(tx, input);
    return { ...found, trail: await hashInTrail(tx, input.id, found.version.number) };
  },
});

export const downloadEvidence = query({
  name: "evidence.download",
  summary: "Download the file of an evidence version",
  permission: "evidence:download",
  type: "evidence_collection",
  riskLevel: "medium",
  controls: ["CC6.1"],
  concerns: concernsEvidence,
  input: z.object({ id: z.uuid(), version: z.coerce.number().int().positive().optional() }),
  async run({ tx }, input) {
    const found = await findVersion(tx, input);
    if (found.version.destroyedAt) {
      throw new AppError("gone", "The content of this version was destroyed. Its name, size, hash and custody stay.");
    }
    return found;
  },
  audited: ({ version, object }) => ({
    resource: resourceOf(version.evidence),
    after: { version: version.number, sha256: object.sha256, size: Number(object.size) },
  }),
});

type QueryTx = Parameters<Parameters<typeof query>[0]["run"]>[0]["tx"];

async function findVersion(tx: QueryTx, { id, version: number }: { id: string; version?: number }) {
  const version = await tx.evidenceVersion.findFirst({
    where: { evidenceId: id, ...(number ? { number } : {}) },
    orderBy: { number: "desc" },
    include: { evidence: { select: { id: true, reference: true, title: true } } },
  });
  const object = version ? await tx.storedObject.findUnique({ where: { id: version.objectId } }) : null;
  if (!version || !object) throw notFound("This evidence");
  // The hash that counts is the one in the evidence's own row and in the trail, not only the store's.
  return { version, object: { ...object, sha256: version.sha256, size: version.size } };
}
