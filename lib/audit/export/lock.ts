import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { notFound } from "@/lib/platform/errors";

/** The row of an export, locked: its state decides what may happen next. */
export async function lockExport(tx: Tx, id: string) {
  await tx.$queryRaw`select 1 from audit_export where id = ${id}::uuid for update`;
  const found = await tx.auditExport.findUnique({ where: { id } });
  if (!found) throw notFound("This export");
  return found;
}
