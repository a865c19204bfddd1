import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { holdsOn, isOnHold } from "@/lib/platform/holds";

/** References of the legal holds that keep a subject's keys of a month; holds know no retention class. */
export async function holdsOnKeys(tx: Tx, subject: string, month: string): Promise<string[]> {
  return (await holdsOn(tx, { kind: "person", id: subject, month })).map(({ reference }) => reference);
}

/** Could any hold keep any key of this month? False for most months, and then nobody need be asked about one by one. */
export function isMonthHeld(tx: Tx, month: string): Promise<boolean> {
  return isOnHold(tx, { kind: "audit_event", month });
}
