import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { closedSince } from "./closed-since";
import { lockExport } from "./lock";
import { canMove, forgottenHours } from "./rules";
import { exportId } from "./schema";

const words = { permission: "audit:export:build", controls: ["CC7.2"] } as const;

/** Exports whose time is over, that hold keys or evidence destroyed since (A17, E6), or that nobody builds any more. */
export const exportsDue = query({
  ...words,
  name: "audit.export-due",
  summary: "Exports to destroy or to give up",
  input: z.object({}),
  async run({ tx, now }) {
    const forgotten = new Date(now.getTime() - forgottenHours * 60 * 60_000);
    const ready = await tx.auditExport.findMany({ where: { state: "ready" } });
    const expired: string[] = [];
    for (const each of ready) if (await isOver(tx, each, now)) expired.push(each.id);
    const stuck = await tx.auditExport.findMany({
      where: { state: { in: ["queued", "building"] }, requestedAt: { lt: forgotten } },
      select: { id: true },
    });
    return { expired, forgotten: stuck.map(({ id }) => id) };
  },
});

/** Forgets the key of the file; the caller removes the bytes, which nobody can read any more. Safe to run twice. */
export const expireExport = command({
  ...words,
  name: "audit.export-expire",
  summary: "Destroy the file of an export",
  type: "data_access",
  crud: "delete",
  input: exportId,
  async run({ tx, now }, { exportId: id }) {
    const found = await lockExport(tx, id);
    const objectId = found.objectId;
    if (!canMove(found.state, "expired") || objectId === null) {
      throw new AppError("conflict", "This export has no file to destroy.");
    }
    if (!(await isOver(tx, found, now))) throw new AppError("conflict", "This export is still offered.");
    const { storageKey } = await tx.storedObject.update({
      where: { id: objectId },
      data: { wrappedKey: null, destroyedAt: now },
    });
    const data = { state: "expired", objectId: null, expiresAt: null, requestedBy: null } as const;
    await tx.auditExport.update({ where: { id }, data });
    return {
      output: { storageKey },
      event: { resource: { type: "audit_export", id }, before: { state: "ready" }, after: { state: "expired" } },
    };
  },
});

type Offered = { expiresAt: Date | null } & Parameters<typeof closedSince>[1];

async function isOver(tx: Parameters<typeof closedSince>[0], offered: Offered, now: Date): Promise<boolean> {
  return (offered.expiresAt !== null && offered.expiresAt <= now) || (await closedSince(tx, offered));
}
