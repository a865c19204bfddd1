import "server-only";
import { z } from "zod";
import { AppError, notFound } from "@/lib/platform/errors";
import { listInput, pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import type { SealedObject } from "@/lib/platform/storage/encryption";
import { namesOf } from "../people";
import { resourceOf } from "./lock-archive";
import { reasonToKeep } from "./reason-to-keep";
import { ArchiveState, archiveInput } from "./schema";

export const listArchives = query({
  name: "archive.list",
  summary: "Archived months of the log, newest first",
  permission: "archive:read",
  input: listInput.extend({
    cursor: z.uuid().optional().catch(undefined),
    state: ArchiveState.optional().catch(undefined),
  }),
  async run({ tx }, { cursor, state }) {
    const where = state ? { state } : {};
    const rows = await tx.auditArchive.findMany({
      where,
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const archives = rows.slice(0, pageSize);
    const count = await tx.auditArchive.count({ where });
    return { archives, count, next: rows.length > pageSize ? archives.at(-1)?.id : undefined };
  },
});

/** One month with the facts of its bundle, and what would keep it in the database today. */
export const readArchive = query({
  name: "archive.read",
  summary: "One archived month of the log",
  permission: "archive:read",
  input: archiveInput,
  async run({ tx, now }, { id }) {
    const archive = await tx.auditArchive.findUnique({ where: { id } });
    if (!archive) throw notFound("This archive");
    const bundle = archive.objectId ? await tx.storedObject.findUnique({ where: { id: archive.objectId } }) : null;
    const log = await tx.auditLog.findUniqueOrThrow({ where: { id: archive.logId }, select: { origin: true } });
    const nameOf = await namesOf(tx, [archive.proposedById, archive.requestedById, archive.decidedById]);
    const undecided = archive.state === "proposed" || archive.state === "requested";
    return {
      archive,
      origin: log.origin,
      bytes: bundle?.size ?? null,
      proposedBy: nameOf(archive.proposedById),
      requestedBy: nameOf(archive.requestedById),
      decidedBy: nameOf(archive.decidedById),
      stays: undecided ? await reasonToKeep(tx, archive, now) : null,
    };
  },
});

/** Where the bundle's bytes are; on record before the first of them leaves (A19). */
export const downloadArchive = query({
  name: "archive.download",
  summary: "Download an archived month of the log",
  permission: "archive:download",
  riskLevel: "high",
  controls: ["CC7.2"],
  input: archiveInput,
  async run({ tx }, { id }) {
    const archive = await tx.auditArchive.findUnique({ where: { id } });
    if (!archive) throw notFound("This archive");
    if (archive.objectId === null) {
      throw new AppError("conflict", "This month has no bundle yet: its events are in the trail itself.");
    }
    const object = await tx.storedObject.findUniqueOrThrow({ where: { id: archive.objectId } });
    return { archive, object: object as SealedObject, fileName: object.fileName };
  },
  audited: ({ archive, object }) => ({ resource: resourceOf(archive), after: { sha256: object.sha256 } }),
});

/** Approved months that are not moved yet, oldest first: a later one waits for the earlier. */
export const unfinishedArchives = query({
  name: "archive.unfinished",
  summary: "Find approved archives that are not carried out yet",
  permission: "archive:execute",
  input: z.object({}),
  async run({ tx }) {
    const found = await tx.auditArchive.findMany({
      where: { state: { in: ["approved", "bundled"] } },
      select: { id: true },
      orderBy: [{ logId: "asc" }, { first: "asc" }],
    });
    return found.map(({ id }) => id);
  },
});
