import "server-only";
import { z } from "zod";
import { parseVkey } from "@/lib/platform/crypto/note-key";
import type { Tx } from "@/lib/platform/db/client";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { query } from "@/lib/platform/operation/query";
import { raiseAlert } from "../alerts/raise-alert";
import { destroyAction } from "../keys/destroy";

/** A witness that is away for a moment is no news. */
const awayFor = 10 * 60_000;
/** The ids stand in the leaf itself, which holds 16 KiB (A7, A20). */
const keysPerEvent = 300;
const href = "/audit/integrity";

/** Is there anything to tell? Asked first, so that a quiet log stays quiet. */
export const untoldOfLog = query({
  name: "log.untold",
  summary: "Find what happened to the log and was not told yet",
  permission: "log:watch",
  input: z.object({}),
  async run({ tx, now }) {
    const { halted, healings, witnesses } = await untold(tx, now);
    return { count: halted.length + healings.length + witnesses.length };
  },
});

/**
 * Tells of logs that halted, that were healed, and of witnesses that do not cosign: the sequencer itself can only write
 * rows. Each once, as an event and an alert; told again only when it happened again (A9, A12).
 */
export const watchLog = command({
  name: "log.watch",
  summary: "Tell what happened to the log",
  permission: "log:watch",
  type: "security_event",
  riskLevel: "medium",
  controls: ["CC7.2", "CC7.3"],
  input: z.object({}),
  async run(context) {
    const { halted, healings, witnesses } = await untold(context.tx, context.now);
    for (const log of halted) {
      context.note({
        ...{ action: "log.halted", riskLevel: "critical", resource: { type: "audit_log", id: log.id } },
        after: { reason: log.haltedReason },
      });
      await raiseAlert(context, {
        ...{ rule: "log-halted", level: "emergency", objectType: "audit_log", objectId: log.id, href },
        title: "The audit log is not signed any further",
        detail: log.haltedReason ?? "",
      });
    }
    for (const healing of healings) await tellHealing(context, healing);
    for (const { logId, name, trouble } of witnesses) {
      const id = `${logId} ${name}`;
      context.note({
        ...{ action: "log.witness-refused", riskLevel: "high", resource: { type: "audit_witness", id } },
        after: { trouble },
      });
      await raiseAlert(context, {
        ...{ rule: "log-witness", level: "critical", objectType: "audit_witness", objectId: id, href },
        title: `The witness ${name} does not cosign the audit log`,
        detail: trouble ?? "",
      });
    }
    const output = { halted: halted.length, healed: healings.length, witnesses: witnesses.length };
    return { output, event: { resource: { type: "audit_log", id: null }, after: output } };
  },
});

type Healing = Awaited<ReturnType<typeof untold>>["healings"][number];

async function tellHealing(context: CommandContext, healing: Healing): Promise<void> {
  const { id, logId, fromSize, toSize, lostKeys, lostDetails } = healing;
  context.note({
    ...{ action: "log.healed", riskLevel: "critical", resource: { type: "audit_log_healing", id } },
    after: { log: logId, from: `${fromSize}`, to: `${toSize}`, lostKeys: lostKeys.length, lostDetails },
  });
  // Keys that only the lost rows held are destroyed, whoever wanted it: told like any other destruction (A7).
  for (let at = 0; at < lostKeys.length; at += keysPerEvent) {
    context.note({
      ...{
        action: destroyAction,
        crud: "delete",
        riskLevel: "high",
        resource: { type: "subject_key", id: null },
      },
      after: { keys: lostKeys.slice(at, at + keysPerEvent) },
      reason: "The database was restored from a backup older than these keys.",
    });
  }
  await raiseAlert(context, {
    ...{ rule: "log-healed", level: "critical", objectType: "audit_log_healing", objectId: id, href },
    title: `The database was ${toSize - fromSize} events behind its audit log, which was healed from its copy`,
    detail: `The rest of the database is still as old as the backup: the trail says what is missing, from index ${fromSize} on.`,
  });
}

async function untold(tx: Tx, now: Date) {
  const logs = await tx.auditLog.findMany({ where: { closedAt: null, haltedAt: { not: null } } });
  const healings = await tx.auditLogHealing.findMany({ orderBy: { healedAt: "asc" } });
  const troubled = await tx.auditWitness.findMany({ where: { trouble: { not: null } } });
  const isTold = async (action: string, resourceId: string, since: Date | null) =>
    (await tx.auditEvent.count({ where: { action, resourceId, recordedAt: { gte: since ?? new Date(0) } } })) > 0;
  const halted: typeof logs = [];
  for (const log of logs) if (!(await isTold("log.halted", log.id, log.haltedAt))) halted.push(log);
  const untoldHealings: typeof healings = [];
  for (const healing of healings) {
    if (!(await isTold("log.healed", healing.id, null))) untoldHealings.push(healing);
  }
  const witnesses: { logId: string; name: string; trouble: string | null }[] = [];
  for (const { logId, vkey, trouble, troubledAt } of troubled) {
    const name = parseVkey(vkey).name;
    const away = trouble?.startsWith("It cannot be reached") && now.getTime() - (troubledAt?.getTime() ?? 0) < awayFor;
    if (away || (await isTold("log.witness-refused", `${logId} ${name}`, troubledAt))) continue;
    witnesses.push({ logId, name, trouble });
  }
  return { halted, healings: untoldHealings, witnesses };
}
