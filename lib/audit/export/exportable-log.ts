import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { type SignedLog, signedLog } from "./package-source";

/**
 * The checkpoint an export is bound to: the newest one a witness cosigned, if that is hardly older than the newest of all.
 * Under load several are signed between two that a witness sees (A12).
 */
export async function exportableLog(tx: Tx, logId?: string): Promise<SignedLog | null> {
  const newest = await signedLog(tx, { logId });
  if (newest === null) return null;
  const rows = await tx.$queryRaw<{ size: string }[]>`
    select w.size::text from audit_cosignature w
    join audit_checkpoint c on c.log_id = w.log_id and c.size = w.size
    where w.log_id = ${newest.logId}::uuid
      and c.signed_at > (select signed_at from audit_checkpoint where log_id = w.log_id and size = ${`${newest.size}`}::bigint) - interval '1 minute'
    order by w.size desc limit 1`;
  const cosigned = rows[0];
  return cosigned === undefined || BigInt(cosigned.size) === newest.size
    ? newest
    : signedLog(tx, { logId: newest.logId, size: BigInt(cosigned.size) });
}
