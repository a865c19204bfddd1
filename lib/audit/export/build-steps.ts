import "server-only";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { lockExport } from "./lock";
import { canMove, keptDays } from "./rules";
import { exportId, storedSelection } from "./schema";

const words = { permission: "audit:export:build", type: "data_access", controls: ["CC7.2"] } as const;
const count = z.bigint().nonnegative();
const day = 24 * 60 * 60_000;

/** Begins a build, always from the start: what an earlier one left is thrown away. Not when it was cancelled meanwhile. */
export const startExport = command({
  ...words,
  name: "audit.export-start",
  summary: "Begin to build an export",
  input: exportId,
  async run({ tx }, { exportId: id }) {
    const found = await lockExport(tx, id);
    const goes = canMove(found.state, "building");
    const attempt = found.attempt + 1;
    const selection = storedSelection.parse(found.selection);
    if (goes) {
      const data = { state: "building", attempt, position: 0n, rows: 0n } as const;
      await tx.auditExport.update({ where: { id }, data });
    }
    return {
      output: {
        goes,
        attempt,
        request: {
          selection,
          logId: selection.log,
          size: found.size,
          earlierSizes: found.earlierSizes,
          disclose: found.disclose,
          evidence: found.evidence,
          requestedBy: found.requestedBy ?? "",
          requestedAt: found.requestedAt,
        },
      },
      event: { resource: { type: "audit_export", id }, after: { begun: goes, attempt } },
    };
  },
});

/** Every few seconds: how far it is. `goes` turns false when it was cancelled or a later build took over. */
export const advanceExport = command({
  ...words,
  name: "audit.export-advance",
  summary: "Record how far the build of an export is",
  input: exportId.extend({ attempt: z.number().int(), position: count, rows: count }),
  async run({ tx }, { exportId: id, attempt, position, rows }) {
    const found = await lockExport(tx, id);
    const goes = found.state === "building" && found.attempt === attempt;
    if (goes) await tx.auditExport.update({ where: { id }, data: { position, rows } });
    return {
      output: { goes },
      event: { resource: { type: "audit_export", id }, after: { goes, position: `${position}`, rows: `${rows}` } },
    };
  },
});

const sealed = z.object({
  storageKey: z.string(),
  wrappedKey: z.instanceof(Uint8Array),
  sha256: z.string(),
  size: z.bigint(),
});

/** Offers the built file for some days and tells who asked, in one transaction. */
export const finishExport = command({
  ...words,
  name: "audit.export-finish",
  summary: "Offer the built file of an export",
  input: exportId.extend({ attempt: z.number().int(), rows: count, carries: z.array(z.uuid()).default([]), sealed }),
  async run({ tx, actor, now }, { exportId: id, attempt, rows, carries, sealed }) {
    const found = await lockExport(tx, id);
    const kept = found.state === "building" && found.attempt === attempt;
    if (kept) {
      const objectId = newId(now.getTime());
      const expiresAt = new Date(now.getTime() + keptDays * day);
      const file = { fileName: `audit-log-${found.size}.zip`, mediaType: "application/zip", purpose: "audit-export" };
      await tx.storedObject.create({
        data: {
          id: objectId,
          organizationId: actor.organizationId,
          ...sealed,
          wrappedKey: new Uint8Array(sealed.wrappedKey),
          ...file,
          createdAt: now,
          expiresAt,
        },
      });
      const data = {
        state: "ready",
        position: found.total,
        rows,
        carries,
        finishedAt: now,
        expiresAt,
        objectId,
      } as const;
      await tx.auditExport.update({ where: { id }, data });
      await tell({ tx, actor, now }, found, {
        subject: "Your export of the audit trail is ready",
        body: `The package of ${rows} events is ready. Download it until ${expiresAt.toISOString().slice(0, 10)}:\n\n${env.PUBLIC_URL}/audit/exports\n`,
      });
    }
    return {
      output: { kept },
      event: {
        resource: { type: "audit_export", id },
        after: { kept, rows: `${rows}`, evidence: carries.length, sha256: sealed.sha256, bytes: `${sealed.size}` },
      },
    };
  },
});

/** After the last attempt, or when an export was forgotten. Safe to run twice. */
export const failExport = command({
  ...words,
  name: "audit.export-fail",
  summary: "Give up the build of an export",
  input: exportId.extend({ problem: z.string().max(300) }),
  async run({ tx, actor, now }, { exportId: id, problem }) {
    const found = await lockExport(tx, id);
    const failed = canMove(found.state, "failed");
    if (failed) {
      const data = { state: "failed", problem, finishedAt: now, requestedBy: null } as const;
      await tx.auditExport.update({ where: { id }, data });
      await tell({ tx, actor, now }, found, {
        subject: "Your export of the audit trail could not be built",
        body: `${problem}\n\nAsk for it again, or tell the operator:\n\n${env.PUBLIC_URL}/audit/exports\n`,
      });
    }
    return { output: { failed }, event: { resource: { type: "audit_export", id }, after: { failed, problem } } };
  },
});

/** To the person who asked; a key has no mailbox and asks for the state. */
async function tell(
  { tx, actor, now }: Pick<CommandContext, "tx" | "actor" | "now">,
  { requestedById }: { requestedById: string },
  letter: { subject: string; body: string },
): Promise<void> {
  const isPerson = z.uuid().safeParse(requestedById).success;
  const person = isPerson
    ? await tx.person.findUnique({ where: { id: requestedById }, select: { email: true } })
    : null;
  if (!person) return;
  const mail = { organizationId: actor.organizationId, kind: "audit-export", recipient: person.email, ...letter };
  await queueMail(tx, mail, now);
}
