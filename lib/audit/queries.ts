import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { query } from "@/lib/platform/operation/query";
import { lastCheck } from "./check/last-check";
import { logHealth } from "./check/rules";
import { countOf, isDenied, newestVersion, recordedWithin } from "./figure-conditions";
import type { IntegrityState } from "./schema";

/** Figures of the trail for the executive page; each has a list in the explorer or under Evidence behind it. */
export const auditFigures = query({
  name: "audit.figures",
  summary: "Figures of the audit trail for a period",
  permission: "audit:report",
  input: z.object({ from: z.date(), to: z.date() }),
  async run({ tx, actor, now }, { from, to }) {
    const within = recordedWithin(actor.organizationId, { from, to });
    const checkpoint = await tx.auditCheckpoint.findFirst({
      orderBy: { signedAt: "desc" },
      select: { size: true, signedAt: true },
    });
    return {
      events: await countOf(tx, within),
      denied: await countOf(tx, Prisma.sql`${within} and ${isDenied}`),
      lastCheckpoint: checkpoint && {
        size: checkpoint.size,
        signedAt: checkpoint.signedAt,
        ageSeconds: Math.max(0, Math.floor((now.getTime() - checkpoint.signedAt.getTime()) / 1000)),
      },
      log: logHealth(await lastCheck(tx, actor.organizationId), now.getTime()),
      evidence: await evidenceByIntegrity(tx),
    };
  },
});

/** Pieces of evidence by the state of their newest version; a state nothing is in stands as 0. */
async function evidenceByIntegrity(tx: Tx): Promise<Record<IntegrityState, number>> {
  const rows = await tx.$queryRaw<{ state: IntegrityState; count: number }[]>`
    select v.integrity as state, count(*)::int as count from evidence_version v
    where ${newestVersion} group by v.integrity`;
  const counts: Record<IntegrityState, number> = { verified: 0, unchecked: 0, failed: 0, missing: 0, unreadable: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}
