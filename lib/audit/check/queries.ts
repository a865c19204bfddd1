import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";
import { outsideCopies } from "../anchor/outside-copies";
import { signedLog } from "../export/package-source";
import { firstUnchecked, lastCheck, lastTailCheck } from "./last-check";
import { logHealth } from "./rules";

/** The state of the organisation's log: checkpoints, what waits, whether it was checked, whether anyone outside has a copy. */
export const readLogStatus = query({
  name: "log.status",
  summary: "Checkpoints and state of the log",
  permission: "log:follow",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const log = await tx.auditLog.findFirst({
      where: { closedAt: null },
      select: { id: true, origin: true, vkey: true, createdAt: true, haltedAt: true, haltedReason: true },
    });
    const checkpoints = await tx.auditCheckpoint.findMany({
      where: { logId: log?.id },
      orderBy: { size: "desc" },
      take: 10,
      select: { size: true, root: true, note: true, signedAt: true },
    });
    const counted = await tx.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from (select 1 from audit_pending p where p.log_id = ${log?.id}::uuid limit 1001) waiting`;
    return {
      log,
      signed: await signedLog(tx),
      checkpoints,
      pending: counted[0]?.count ?? 0,
      health: logHealth(await lastCheck(tx, actor.organizationId), now.getTime()),
      tail: await lastTailCheck(tx, actor.organizationId),
      copies: await outsideCopies(tx, log?.id ?? null, (checkpoints[0]?.size ?? 0n) + BigInt(counted[0]?.count ?? 0)),
    };
  },
});

/** From which index on nobody has checked yet; null when the log has hardly grown since. */
export const tailDue = query({
  name: "log.tail-due",
  summary: "Find events of the log that were not checked yet",
  permission: "log:verify",
  input: z.object({}),
  async run({ tx, actor }) {
    const first = await firstUnchecked(tx, actor.organizationId, (await signedLog(tx))?.size ?? null);
    return { first: first === null ? null : `${first}` };
  },
});
