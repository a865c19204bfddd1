import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { removeObject } from "@/lib/platform/storage/encryption";
import { closeDelivered } from "../packages/close-delivered";
import { expirePackage } from "../packages/expire-package";
import { packageStore } from "../packages/part";
import { discard } from "../packages/run";
import { closeUnanswered, dueWork, remind } from "./sweep";

/** Everything due in one organisation; run twice, the second time finds nothing. */
export async function sweepOrganization(actor: Actor): Promise<{ alarms: number; expired: number }> {
  const due = await dueWork(actor, {});
  for (const alarm of due.alarms) await remind(actor, alarm);
  for (const requestId of due.unanswered) await closeUnanswered(actor, { requestId });
  for (const requestId of due.delivered) await closeDelivered(actor, { requestId });
  for (const packageId of due.expired) {
    const { storageKeys } = await expirePackage(actor, { packageId });
    for (const storageKey of storageKeys) await removeObject(packageStore(), { storageKey });
  }
  for (const requestId of due.parts) await discard(actor, requestId);
  for (const storageKey of due.destroyed) await removeObject(packageStore(), { storageKey });
  return { alarms: due.alarms.length, expired: due.expired.length };
}
