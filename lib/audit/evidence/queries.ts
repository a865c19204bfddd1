import "server-only";
import { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { listInput, pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { EvidenceType, IntegrityState } from "../schema";

export const listEvidence = query({
  name: "evidence.list",
  summary: "Evidence with its controls, newest first",
  permission: "evidence:read",
  input: listInput.extend({
    cursor: z.uuid().optional(),
    type: EvidenceType.optional().catch(undefined),
    integrity: IntegrityState.optional().catch(undefined),
    control: z.string().max(40).optional(),
  }),
  async run({ tx }, { q, cursor, type, integrity, control }) {
    const where = {
      ...(type ? { type } : {}),
      ...(control ? { controlIds: { has: control } } : {}),
      ...(integrity ? { versions: { some: { integrity } } } : {}),
      ...(q
        ? {
            OR: [
              { title: { contains: q, mode: "insensitive" as const } },
              { reference: { contains: q, mode: "insensitive" as const } },
            ],
          }
        : {}),
    };
    const [rows, count] = await Promise.all([
      tx.evidence.findMany({
        where,
        include: { versions: { orderBy: { number: "desc" }, take: 1 } },
        orderBy: { id: "desc" },
        take: pageSize + 1,
        ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
      }),
      tx.evidence.count({ where }),
    ]);
    const evidence = rows.slice(0, pageSize);
    return { evidence, count, next: rows.length > pageSize ? evidence.at(-1)?.id : undefined };
  },
});

/** One evidence with its versions and its custody; custody is read from the trail itself, so nobody can edit it (E4). */
export const readEvidence = query({
  name: "evidence.view",
  summary: "One evidence with versions and chain of custody",
  permission: "evidence:read",
  type: "evidence_collection",
  input: z.object({ id: z.uuid() }),
  async run({ tx }, { id }) {
    const evidence = await tx.evidence.findUnique({
      where: { id },
      include: { versions: { orderBy: { number: "desc" } } },
    });
    if (!evidence) throw notFound("This evidence");
    const custody = await tx.auditEvent.findMany({
      where: { resourceType: "evidence", resourceId: id },
      orderBy: { id: "desc" },
      take: 200,
      select: { id: true, action: true, outcome: true, actorName: true, actorKind: true, recordedAt: true },
    });
    return { evidence, custody };
  },
  audited: ({ evidence }) => ({
    resource: { type: "evidence", id: evidence.id, label: `${evidence.reference} ${evidence.title}` },
  }),
});

/** Where the bytes of a version are; for the check before a download and for the nightly one. */
export const locateEvidence = query({
  name: "evidence.locate",
  summary: "Find the stored bytes of an evidence version",
  permission: "evidence:verify",
  input: z.object({ id: z.uuid(), version: z.coerce.number().int().positive().optional() }),
  run: ({ tx }, input) => findVersion(tx, input),
});

export const downloadEvidence = query({
  name: "evidence.download",
  summary: "Download the file of an evidence version",
  permission: "evidence:download",
  type: "evidence_collection",
  riskLevel: "medium",
  controls: ["CC6.1"],
  input: z.object({ id: z.uuid(), version: z.coerce.number().int().positive().optional() }),
  run: ({ tx }, input) => findVersion(tx, input),
  audited: ({ version, object }) => ({
    resource: {
      type: "evidence",
      id: version.evidenceId,
      label: `${version.evidence.reference} ${version.evidence.title}`,
    },
    after: { version: version.number, sha256: object.sha256, size: Number(object.size) },
  }),
});

export const evidenceToVerify = query({
  name: "evidence.due",
  summary: "Evidence versions whose last check is oldest",
  permission: "evidence:verify",
  input: z.object({ before: z.date() }),
  run: ({ tx }, { before }) =>
    tx.evidenceVersion.findMany({
      where: { OR: [{ verifiedAt: null }, { verifiedAt: { lt: before } }] },
      orderBy: { verifiedAt: { sort: "asc", nulls: "first" } },
      select: { evidenceId: true, number: true },
      take: 500,
    }),
});

type QueryTx = Parameters<Parameters<typeof query>[0]["run"]>[0]["tx"];

async function findVersion(tx: QueryTx, { id, version: number }: { id: string; version?: number }) {
  const version = await tx.evidenceVersion.findFirst({
    where: { evidenceId: id, ...(number ? { number } : {}) },
    orderBy: { number: "desc" },
    include: { evidence: { select: { reference: true, title: true } } },
  });
  const object = version ? await tx.storedObject.findUnique({ where: { id: version.objectId } }) : null;
  if (!version || !object) throw notFound("This evidence");
  // The hash that counts is the one in the evidence's own row and in the trail, not only the store's.
  return { version, object: { ...object, sha256: version.sha256, size: version.size } };
}
