import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { notFound } from "@/lib/platform/errors";

/** The row that decides, locked until the transaction ends. */
export async function lockDestruction(tx: Tx, id: string) {
  await tx.$queryRaw`select 1 from key_destruction where id = ${id}::uuid for update`;
  const destruction = await tx.keyDestruction.findUnique({ where: { id } });
  if (!destruction) throw notFound("This destruction of keys");
  return destruction;
}
