import "server-only";
import { toBase64 } from "@/lib/platform/crypto/bytes";
import { rootOf } from "@/lib/platform/crypto/merkle";
import { parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, dutyRefused, notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { newLog } from "@/lib/platform/setup/new-log";
import { personOf } from "./person-of";
import { decideClosingInput } from "./schema";

/**
 * Ends a log that cannot be continued and opens its successor, in one transaction (A9). The event of this command is the
 * successor's first leaf: it carries the last checkpoint of the closed log, the reason and both names.
 */
export const confirmClosing = command({
  name: "log.confirm-closing",
  summary: "Confirm, as a second person, that a log is closed and its successor opened",
  permission: "log:close",
  type: "configuration_change",
  riskLevel: "critical",
  controls: ["CC7.4", "CC7.5"],
  input: decideClosingInput,
  async run({ tx, actor, now }, { id }) {
    const confirming = personOf(actor);
    const closing = await lockOpen(tx, id);
    if (closing.proposedById === confirming.personId) {
      throw dutyRefused("A second person must confirm this. Nothing was closed.");
    }
    const log = await tx.auditLog.findUniqueOrThrow({ where: { id: closing.logId } });
    if (log.haltedReason === null || log.haltedNote !== closing.checkpoint) {
      throw new AppError(
        "conflict",
        "The log is in another state than when this was proposed. Nothing was closed: withdraw the proposal and look again.",
      );
    }
    const successor = newLog(actor.organizationId, now, await nextOrigin(tx));
    const proposer = await tx.person.findUniqueOrThrow({ where: { id: closing.proposedById } });
    await tx.auditLogClosing.update({
      where: { id },
      data: { confirmed: true, decidedById: confirming.personId, decidedAt: now, successorId: successor.id },
      select: { id: true },
    });
    await tx.auditLog.update({
      where: { id: log.id },
      data: { closedAt: now, closedReason: closing.reason },
      select: { id: true },
    });
    await tx.$executeRaw`
      insert into audit_log (id, organization_id, origin, vkey, wrapped_signer, created_at, successor_of_id)
      values (${successor.id}::uuid, ${actor.organizationId}::uuid, ${successor.origin}, ${successor.vkey},
        ${successor.wrappedSigner}, ${now}, ${log.id}::uuid)`;
    const end = endOf(closing.checkpoint);
    return {
      output: { id: successor.id, origin: successor.origin, closedAt: end.size },
      event: {
        resource: { type: "audit_log", id: successor.id },
        after: {
          closed: { origin: log.origin, ...end, leaves: `${log.haltedLeaves ?? 0n}`, haltedReason: log.haltedReason },
          origin: successor.origin,
          vkey: successor.vkey,
          proposedBy: aboutPerson(proposer.id, proposer.name),
          confirmedBy: aboutPerson(confirming.personId, confirming.name),
        },
        reason: closing.reason,
      },
    };
  },
});

/** Takes a proposal back, or turns it down: the log stays halted as it is. */
export const dismissClosing = command({
  name: "log.dismiss-closing",
  summary: "Withdraw or turn down the proposal to close a log",
  permission: "log:close",
  type: "configuration_change",
  riskLevel: "medium",
  controls: ["CC7.4"],
  input: decideClosingInput,
  async run({ tx, actor, now }, { id }) {
    const { personId } = personOf(actor);
    const closing = await lockOpen(tx, id);
    await tx.auditLogClosing.update({
      where: { id },
      data: { confirmed: false, decidedById: personId, decidedAt: now },
      select: { id: true },
    });
    return {
      output: { id },
      event: { resource: { type: "audit_log", id: closing.logId }, after: { closing: id } },
    };
  },
});

async function lockOpen(tx: CommandContext["tx"], id: string) {
  await tx.$queryRaw`select id from audit_log_closing where id = ${id}::uuid for update`;
  const closing = await tx.auditLogClosing.findUnique({ where: { id } });
  if (closing === null) throw notFound("This proposal");
  if (closing.decidedAt !== null) throw new AppError("conflict", "This was decided already. Nothing was changed.");
  return closing;
}

/** The first log's origin with the number of this one in the row: `/2`, `/3` … */
async function nextOrigin(tx: Tx): Promise<string> {
  const logs = await tx.auditLog.findMany({
    orderBy: { createdAt: "asc" },
    select: { origin: true, successorOfId: true },
  });
  const first = logs.find((log) => log.successorOfId === null);
  if (first === undefined) throw notFound("The first log");
  return `${first.origin}/${logs.length + 1}`;
}

/** Where the closed log ends; a log of which nothing signed can be believed ends before its first leaf. */
function endOf(note: string | null) {
  if (note === null) return { size: "0", root: toBase64(rootOf([])), checkpoint: null };
  const { size, root } = parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
  return { size: `${size}`, root: toBase64(root), checkpoint: note };
}
