import "server-only";
import { notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import { signedLog } from "../export/package-source";
import { recordAnchorInput } from "./schema";

/** Keeps that a checkpoint left for a place outside (A12). A mail leaves with this very transaction. */
export const recordAnchor = command({
  name: "log.anchor",
  summary: "Record that a checkpoint was pushed to a place outside",
  permission: "log:anchor",
  type: "system_change",
  crud: "create",
  controls: ["CC7.2"],
  input: recordAnchorInput,
  async run({ tx, actor, now }, { logId, place, target, size }) {
    const log = await signedLog(tx, { logId, size: BigInt(size) });
    if (log === null) throw notFound("This checkpoint");
    if (place === "mail") {
      await queueMail(
        tx,
        {
          organizationId: actor.organizationId,
          kind: "audit-checkpoint",
          recipient: target,
          subject: `Checkpoint of the audit trail: ${size} events`,
          body: `Keep this mail. Later exports of the trail must be a continuation of this checkpoint:\nnpm run verify-audit -- package.zip --checkpoint saved.txt\n\n${log.note}`,
        },
        now,
      );
    }
    const id = newId(now.getTime());
    await tx.auditAnchor.create({
      data: { id, organizationId: actor.organizationId, logId, place, target, size: BigInt(size), sentAt: now },
    });
    return { output: { id }, event: { resource: { type: "audit_log", id: logId }, after: { place, size } } };
  },
});
