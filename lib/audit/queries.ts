import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { query } from "@/lib/platform/operation/query";
import { lastCheck } from "./check/last-check";
import { logHealth } from "./check/rules";
import type { IntegrityState } from "./schema";

/** Beyond this a figure says "more than". */
const countedUpTo = 100_000;

/** A bounded count: exact up to a limit, "more than" beyond it. */
export type Counted = { count: number; more: boolean };

/** Figures of the trail for the executive page; each has a list in the explorer or under Evidence behind it. */
export const auditFigures = query({
  name: "audit.figures",
  summary: "Figures of the audit trail for a period",
  permission: "audit:report",
  input: z.object({ from: z.date(), to: z.date() }),
  async run({ tx, actor, now }, { from, to }) {
    const within = Prisma.sql`e.organization_id = ${actor.organizationId}::uuid and e.recorded_at >= ${from} and e.recorded_at < ${to}`;
    const checkpoint = await tx.auditCheckpoint.findFirst({
      orderBy: { signedAt: "desc" },
      select: { size: true, signedAt: true },
    });
    return {
      events: await countOf(tx, within),
      denied: await countOf(tx, Prisma.sql`${within} and e.outcome = 'denied'`),
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

async function countOf(tx: Tx, where: Prisma.Sql): Promise<Counted> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select 1 from audit_event e where ${where} limit ${countedUpTo + 1}) counted`;
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, countedUpTo), more: count > countedUpTo };
}

/** Pieces of evidence by the state of their newest version; a state nothing is in stands as 0. */
async function evidenceByIntegrity(tx: Tx): Promise<Record<IntegrityState, number>> {
  const rows = await tx.$queryRaw<{ state: IntegrityState; count: number }[]>`
    select v.integrity as state, count(*)::int as count from evidence_version v
    where v.number = (select max(n.number) from evidence_version n where n.evidence_id = v.evidence_id) group by v.integrity`;
  const counts: Record<IntegrityState, number> = { verified: 0, unchecked: 0, failed: 0, missing: 0, unreadable: 0 };
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}
