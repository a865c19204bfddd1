import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";

/** Where the log comes from: logs closed before it, keys it had, what was healed, and a proposal to close it that waits. */
export const readLogHistory = query({
  name: "log.history",
  summary: "Keys of the log, logs before it, and what was healed",
  permission: "log:follow",
  input: z.object({}),
  async run({ tx }) {
    const logs = await tx.auditLog.findMany({
      orderBy: { createdAt: "desc" },
      select: { id: true, origin: true, vkey: true, createdAt: true, closedAt: true, closedReason: true },
    });
    const open = logs.find((log) => log.closedAt === null);
    const closings = await tx.auditLogClosing.findMany({ where: { confirmed: true } });
    const proposal = await tx.auditLogClosing.findFirst({ where: { decidedAt: null } });
    const proposer = proposal && (await tx.person.findUnique({ where: { id: proposal.proposedById } }));
    return {
      logs: logs.map((log) => ({
        ...log,
        // The second line of a checkpoint. The database may have held less.
        closedSize: closings.find(({ logId }) => logId === log.id)?.checkpoint?.split("\n")[1] ?? "0",
      })),
      keys: await tx.auditLogKey.findMany({
        where: { logId: open?.id },
        orderBy: { number: "desc" },
        select: { number: true, vkey: true, startSize: true, createdAt: true, startedAt: true },
      }),
      healings: await tx.auditLogHealing.findMany({ orderBy: { healedAt: "desc" }, take: 10 }),
      proposal: proposal && {
        id: proposal.id,
        reason: proposal.reason,
        proposedAt: proposal.proposedAt,
        proposedById: proposal.proposedById,
        proposedBy: proposer?.name ?? "Somebody who left",
      },
    };
  },
});
