import "server-only";
import { AppError, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { personOf } from "./person-of";
import { proposeClosingInput } from "./schema";

/**
 * Proposes to end a log that the portal refuses to continue and to open its successor (A9). Nothing happens before a second
 * person confirms. Refused while the log is signed: then there is nothing to end.
 */
export const proposeClosing = command({
  name: "log.propose-closing",
  summary: "Propose to close a log that cannot be continued",
  permission: "log:close",
  type: "configuration_change",
  crud: "create",
  riskLevel: "high",
  controls: ["CC7.4", "CC7.5"],
  input: proposeClosingInput,
  async run({ tx, actor, now }, { reason }) {
    const { personId } = personOf(actor);
    const log = await tx.auditLog.findFirst({ where: { closedAt: null } });
    if (log === null) throw notFound("An open log");
    if (log.haltedReason === null) {
      throw new AppError("conflict", "The log is signed as it should be. Nothing was proposed.");
    }
    const open = await tx.auditLogClosing.findFirst({ where: { logId: log.id, decidedAt: null } });
    if (open !== null) {
      throw new AppError("conflict", "This is proposed already. Somebody else than the proposer must confirm it.");
    }
    const closing = await tx.auditLogClosing.create({
      data: {
        id: newId(now.getTime()),
        organizationId: actor.organizationId,
        logId: log.id,
        haltedReason: log.haltedReason,
        checkpoint: log.haltedNote,
        reason,
        proposedById: personId,
        proposedAt: now,
      },
    });
    return {
      output: { id: closing.id },
      event: {
        resource: { type: "audit_log", id: log.id },
        after: { closing: closing.id, haltedReason: log.haltedReason },
        reason,
      },
    };
  },
});
