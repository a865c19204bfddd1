import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { canMove } from "./rules";
import { type AlertStatus, alertStatusLabels } from "./schema";

/** Locks the alert for this transaction, if it may go there from where it stands. */
export async function lockAlert(tx: Tx, id: string, to: AlertStatus) {
  await tx.$queryRaw`select id from alert where id = ${id}::uuid for update`;
  const alert = await tx.alert.findUnique({ where: { id } });
  if (!alert) throw notFound("This alert");
  if (!canMove(alert.status, to)) {
    const is = alertStatusLabels[alert.status].toLowerCase();
    throw new AppError("conflict", `Nothing was changed: this alert is ${is} by now. Reload the page to see it.`);
  }
  return alert;
}
