import "server-only";
import type { Tx } from "@/lib/platform/db/client";

type Offered = { disclose: boolean; requestedAt: Date; carries: string[] };

/**
 * Was anything destroyed since that the file of this export still holds: keys of protected fields (A17), or the content of
 * evidence (E5, E6)?
 */
export async function closedSince(tx: Tx, { disclose, requestedAt, carries }: Offered): Promise<boolean> {
  const gone = { id: { in: carries }, destroyedAt: { not: null } };
  if (carries.length > 0 && (await tx.evidenceVersion.count({ where: gone })) > 0) return true;
  if (!disclose) return false;
  const found = await tx.subjectKey.findFirst({ where: { destroyedAt: { gte: requestedAt } }, select: { id: true } });
  return found !== null;
}
