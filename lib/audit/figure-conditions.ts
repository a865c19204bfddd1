import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";

/** Beyond this a figure says "more than". */
const countedUpTo = 100_000;

/** A bounded count: exact up to a limit, "more than" beyond it. */
export type Counted = { count: number; more: boolean };

/** Events recorded in a period, from ≤ t < to; the alias is `e`. */
export const recordedWithin = (organizationId: string, { from, to }: { from: Date; to: Date }) =>
  Prisma.sql`e.organization_id = ${organizationId}::uuid and e.recorded_at >= ${from} and e.recorded_at < ${to}`;

export const isDenied = Prisma.sql`e.outcome = 'denied'`;

/** The newest version of each piece of evidence; the alias is `v`. */
export const newestVersion = Prisma.sql`v.number = (select max(n.number) from evidence_version n where n.evidence_id = v.evidence_id)`;

export async function countOf(tx: Tx, where: Prisma.Sql): Promise<Counted> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select 1 from audit_event e where ${where} limit ${countedUpTo + 1}) counted`;
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, countedUpTo), more: count > countedUpTo };
}
