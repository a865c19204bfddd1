import "server-only";
import { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { AppError, notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import type { SealedObject } from "@/lib/platform/storage/encryption";
import { resourceOf } from "../evidence/lock-evidence";
import { closedSince } from "./closed-since";
import { exportStateLabels, isUnderWay } from "./rules";
import { exportId, storedSelection } from "./schema";

const words = { permission: "audit:export", controls: ["CC7.2"] } as const;
const shown = 50;

/** The organisation's exports, newest first. */
export const listExports = query({
  ...words,
  name: "audit.export-list",
  summary: "Exports of the audit trail and their state",
  input: z.object({}),
  async run({ tx }) {
    const rows = await tx.auditExport.findMany({ orderBy: { requestedAt: "desc" }, take: shown });
    const objects = await tx.storedObject.findMany({
      where: { id: { in: rows.flatMap((row) => row.objectId ?? []) } },
      select: { id: true, size: true, sha256: true },
    });
    return rows.map(({ selection, ...row }) => ({
      ...row,
      selection: storedSelection.parse(selection),
      file: objects.find(({ id }) => id === row.objectId) ?? null,
    }));
  },
});

/** One export: how far it is, and what its file is once there is one. */
export const readExport = query({
  ...words,
  name: "audit.export-status",
  summary: "State of an export of the audit trail",
  input: exportId,
  async run({ tx }, { exportId: id }) {
    const found = await tx.auditExport.findUnique({ where: { id } });
    if (!found) throw notFound("This export");
    const file = found.objectId === null ? null : await tx.storedObject.findUnique({ where: { id: found.objectId } });
    return { ...found, file: file && { size: file.size, sha256: file.sha256 } };
  },
});

/** Where the bytes are; on record before the first of them leaves (A19). */
export const downloadExport = query({
  ...words,
  name: "audit.export-download",
  summary: "Download an export of the audit trail",
  riskLevel: "high",
  input: exportId,
  async run({ tx, actor, now }, { exportId: id }) {
    const found = await tx.auditExport.findUnique({ where: { id } });
    if (!found) throw notFound("This export");
    if (found.disclose && !mayDo(actor, "audit:read")) {
      throw new AppError("forbidden", "This export discloses protected fields, which you may not read.");
    }
    if (found.evidence && !mayDo(actor, "evidence:download")) {
      throw new AppError("forbidden", "This export carries evidence files, which you may not take.");
    }
    if (isUnderWay(found.state)) throw new AppError("conflict", "This export is still being built. Try again later.");
    const over = found.expiresAt === null || found.expiresAt <= now || (await closedSince(tx, found));
    if (found.state !== "ready" || found.objectId === null || over) {
      const why = found.state === "ready" ? "expired" : exportStateLabels[found.state].toLowerCase();
      throw new AppError("gone", `The file of this export is not there: ${why}. Ask for a new one.`);
    }
    const object = await tx.storedObject.findUniqueOrThrow({ where: { id: found.objectId } });
    const carried = await tx.evidenceVersion.findMany({
      where: { id: { in: found.carries } },
      orderBy: { id: "asc" },
      include: { evidence: { select: { id: true, reference: true, title: true } } },
    });
    return { id, object: object as SealedObject, fileName: object.fileName, carried };
  },
  audited: ({ id, object, carried }) => ({
    resource: { type: "audit_export", id },
    after: { sha256: object.sha256, evidence: carried.length },
  }),
  // The custody of each piece says who took it, in which package, before a byte of it leaves (E4).
  alsoAudited: ({ id, carried }) =>
    carried.map(({ evidence, number, sha256, size }) => ({
      action: "evidence.export",
      type: "evidence_collection",
      resource: resourceOf(evidence),
      after: { version: number, sha256, size: Number(size), export: id },
    })),
});
