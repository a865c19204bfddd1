import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import type { SealedObject } from "@/lib/platform/storage/encryption";
import { raiseAlert } from "../alerts/raise-alert";
import { exportableLog } from "../export/exportable-log";
import { policyOf } from "../export/policy-of";
import { assertStep, lockArchive, resourceOf } from "./lock-archive";
import { reasonToKeep } from "./reason-to-keep";
import { rangeWords } from "./rules";
import { archiveInput } from "./schema";

const words = { permission: "archive:execute", type: "compliance_control", controls: ["C1.2", "CC7.2"] } as const;
const movedAtOnce = 2_000;

export const bundleAction = "archive.bundle";

/** What is left to do for an approved month: the log to bundle from, or the bundle that must be whole before anything moves. */
export const archiveToDo = query({
  name: "archive.to-do",
  summary: "Find what is left to do for an approved archive",
  permission: "archive:execute",
  input: archiveInput,
  async run({ tx, now }, { id }) {
    const archive = await tx.auditArchive.findUnique({ where: { id } });
    if (archive === null || !["approved", "bundled"].includes(archive.state)) return null;
    const log = await exportableLog(tx, archive.logId);
    if (log === null || log.size < archive.first + archive.count) {
      throw new AppError("conflict", "The month is not covered by a checkpoint. Nothing was moved.");
    }
    const why = archive.state === "approved" ? await reasonToKeep(tx, archive, now) : null;
    const earlier = log.archived < archive.first ? "an earlier part of the log is not archived yet" : null;
    const stored = archive.objectId ? await tx.storedObject.findUnique({ where: { id: archive.objectId } }) : null;
    return {
      archive,
      log,
      policy: await policyOf(log),
      waits: earlier ?? why,
      bundle: stored as SealedObject | null,
    };
  },
});

const sealed = z.object({
  storageKey: z.string(),
  wrappedKey: z.instanceof(Uint8Array),
  sha256: z.string(),
  size: z.bigint(),
});

/** The bundle stands and was verified: its hash goes into the log, and from here on the events may leave the table. */
export const keepBundle = command({
  ...words,
  name: bundleAction,
  summary: "Record the verified bundle of a month of the log",
  riskLevel: "high",
  input: archiveInput.extend({ size: z.bigint(), sealed }),
  async run({ tx, actor, now }, { id, size, sealed }) {
    const archive = await lockArchive(tx, id);
    assertStep(archive, "bundled");
    const objectId = newId(now.getTime());
    const fileName = `audit-archive-${archive.month}-${archive.reference}.zip`;
    await tx.storedObject.create({
      data: {
        ...{ id: objectId, organizationId: actor.organizationId, ...sealed, fileName, createdAt: now },
        wrappedKey: new Uint8Array(sealed.wrappedKey),
        ...{ mediaType: "application/zip", purpose: "audit-archive" },
      },
    });
    await tx.auditArchive.update({
      where: { id },
      data: { state: "bundled", size, objectId, sha256: sealed.sha256, bundledAt: now, problem: null },
    });
    return {
      output: { id },
      event: {
        resource: resourceOf(archive),
        before: { state: archive.state },
        after: {
          ...{ state: "bundled", log: archive.logId, month: archive.month, sha256: sealed.sha256 },
          ...{ first: `${archive.first}`, count: `${archive.count}`, checkpoint: `${size}`, bytes: `${sealed.size}` },
        },
      },
    };
  },
});

/** Moves the next events out of the table; the last move finishes. The database itself looks at bundle, keys and order again. */
export const moveEvents = command({
  ...words,
  name: "archive.move",
  summary: "Move the next events of a bundled month out of the database",
  crud: "delete",
  riskLevel: "high",
  input: archiveInput,
  async run({ tx, now }, { id }) {
    const archive = await lockArchive(tx, id);
    assertStep(archive, "done");
    const [row] = await tx.$queryRaw<
      { left: bigint }[]
    >`select portal_move_to_archive(${id}::uuid, ${movedAtOnce}) as left`;
    const left = row?.left ?? 0n;
    const done = left === 0n;
    await tx.auditArchive.update({
      where: { id },
      data: done ? { state: "done", finishedAt: now, problem: null } : { problem: null },
    });
    return {
      output: { left: left > 0n },
      event: {
        resource: resourceOf(archive),
        before: { state: archive.state },
        after: { state: done ? "done" : "bundled", moved: `${archive.count - left}`, sha256: archive.sha256 },
      },
    };
  },
});

/** Why an approved month does not go on; told once as long as the reason stays the same. */
export const holdUpArchive = command({
  ...words,
  name: "archive.held-up",
  summary: "Record why an approved archive does not go on",
  input: archiveInput.extend({ problem: z.string().max(300), alarm: z.boolean() }),
  async run(context, { id, problem, alarm }) {
    const { tx } = context;
    const archive = await lockArchive(tx, id);
    if (archive.problem !== problem) await tx.auditArchive.update({ where: { id }, data: { problem } });
    if (alarm && archive.problem !== problem) {
      await raiseAlert(context, {
        ...{ rule: "archive-bundle", level: "critical", objectType: "audit_archive", objectId: id },
        title: `The archive bundle ${archive.reference} of ${rangeWords(archive)} cannot be relied on`,
        ...{ detail: problem, href: `/audit/archives/${id}` },
      });
    }
    return { output: { id }, event: { resource: resourceOf(archive), after: { problem } } };
  },
});
