import "server-only";
import type { Tx } from "@/lib/platform/db/client";

/** Were keys of protected fields destroyed since this export was asked for? Its file may still hold them (A17). */
export async function closedSince(tx: Tx, { disclose, requestedAt }: { disclose: boolean; requestedAt: Date }) {
  if (!disclose) return false;
  const found = await tx.subjectKey.findFirst({ where: { destroyedAt: { gte: requestedAt } }, select: { id: true } });
  return found !== null;
}
