import "server-only";
import { z } from "zod";
import { AppError, notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { newLogKey } from "@/lib/platform/setup/new-log";
import { personOf } from "./person-of";

/**
 * Orders a new key for the log (A13). The sequencer takes it into use with the next checkpoint: the key until then signs
 * from which size on the new one counts, so that whoever pinned an old key can follow.
 */
export const orderLogKey = command({
  name: "log.rotate-key",
  summary: "Give the log a new key, vouched for by the old one",
  permission: "log:rotate-key",
  type: "configuration_change",
  riskLevel: "critical",
  controls: ["CC6.1", "CC7.2"],
  recentSignIn: true,
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { personId } = personOf(actor);
    const log = await tx.auditLog.findFirst({ where: { closedAt: null } });
    if (log === null) throw notFound("An open log");
    if (log.haltedReason !== null) {
      throw new AppError(
        "conflict",
        "The log is halted: its key is changed once it is signed again. Nothing was changed.",
      );
    }
    // One order at a time, whoever asks: the sequencer's row decides.
    const rows = await tx.$queryRaw<{ next: number; waiting: boolean }[]>`
      select coalesce(max(number), 1)::int + 1 as next, coalesce(bool_or(started_at is null), false) as waiting
      from audit_log_key where log_id = ${log.id}::uuid`;
    const { next, waiting } = rows[0] ?? { next: 2, waiting: false };
    if (waiting)
      throw new AppError("conflict", "A new key waits already for the next checkpoint. Nothing was changed.");
    const { vkey, wrappedSigner } = newLogKey(log.id, log.origin);
    await tx.$executeRaw`
      insert into audit_log_key (log_id, number, organization_id, vkey, wrapped_signer, ordered_by_id, created_at)
      values (${log.id}::uuid, ${next}, ${actor.organizationId}::uuid, ${vkey}, ${wrappedSigner}, ${personId}::uuid, ${now})`;
    return {
      output: { vkey },
      event: { resource: { type: "audit_log", id: log.id }, before: { vkey: log.vkey }, after: { vkey } },
    };
  },
});
